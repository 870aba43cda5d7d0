"""A class of made-up records for the real course: every outcome, both forms, nasty texts."""

import ast
import base64
import random
import struct
import zlib

import msgspec

from grader.course import Assignment, Course
from grader.messages import Message
from grader.records import Cell, CheckRecord, Fault, Outcome, Output, Place, SubmissionRecord

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\x1b[31m\u202e=1+1\x07`{{7*7}}"
CANARY = "CANARY-expected-42"
SEED = 424_242_424
NAMES = (
    *("Núñez Ibáñez, Lucía", "García Pérez, Martín", "Etxeberria Agirre, Ane", "O'Brien, Siobhán"),
    *("Zhang Wei 张伟", "Ødegård, Åse", "Müller, Jürgen", "Nguyễn Thị Ánh", "Silva, João"),
    *("Fernández de la Vega y Rodríguez-Salmones, María del Carmen Asunción", "Castro, Iria"),
    *("Pujol i Vidal, Jordi", "=cmd|'/C calc'!A0", "<b>Bold</b> & Co.", "\u202eevil.txt"),
    *("Αλέξανδρος", "Иванова, Мария", "مريم", "Quispe Mamani, Wayra", "Li Na"),
)
OUTCOMES = {
    "wrong dtype": (
        ("It gave a {dtype} tensor of shape {shape} on {device}.", ("float64", "(3, 4)", "cpu")),
        ("Its dtype is not the one that was asked for.", ()),
    ),
    "wrong values": (
        ("It gave a {dtype} tensor of shape {shape} on {device}.", ("float32", "(3, 4)", "cpu")),
        ("Kind, shape and dtype are right; the values are not.", ()),
    ),
    "none": (("It gave None: is a `return` missing?", ()),),
    "raised": (
        ("Your code raised {type}: {text}", ("RuntimeError", "mat1 and mat2 shapes cannot be "
         "multiplied (3x4 and 3x4)")),
    ),
    "slow": (("It took longer than the {seconds} s that one call may take.", ("5",)),),
}  # fmt: skip
UNWRITTEN = Message("This exercise is not written yet: the skeleton's `raise` is still there.")


def blanks(assignment: Assignment) -> list[CheckRecord]:
    """The hidden checks of an assignment, passed: read from its check file, nothing is run."""
    tree = ast.parse(assignment.hidden_checks.read_text(encoding="utf-8"))
    found = []
    for node in tree.body:
        if not (isinstance(node, ast.FunctionDef) and node.name.startswith("test_")):
            continue
        for call in (d for d in node.decorator_list if isinstance(d, ast.Call)):
            given = {k.arg: getattr(k.value, "value", "") for k in call.keywords}
            if "exercise" in given:
                worth = float(call.args[0].value)
                found.append(
                    CheckRecord(
                        node.name.removeprefix("test_"),
                        given["exercise"],
                        Outcome.PASSED,
                        worth,
                        worth,
                        sentence=(ast.get_docstring(node) or "").split("\n")[0],
                        hint=given.get("hint", ""),
                        calls=3,
                        duration_s=0.0123,
                    )
                )
    return found


def failed(check: CheckRecord, kind: str, where: Place | None = None) -> CheckRecord:
    """The same check, failed in one of the usual ways."""
    messages = []
    for text, values in OUTCOMES[kind]:
        names = [part.split("}")[0] for part in text.split("{")[1:]]
        messages.append(Message(text, dict(zip(names, values, strict=True))))
    return changed(
        check,
        outcome=Outcome.NOT_RUN if kind == "slow" else Outcome.FAILED,
        points=0.0,
        messages=tuple(messages),
        where=where,
        staff=f"{CANARY}\n  got: tensor([[0., 0.]])\n  expected: tensor([[1., 2.]])\n",
    )


def changed(record, **fields):
    """The same record with other fields."""
    return msgspec.structs.replace(record, **fields)


def submission(assignment: Assignment, student: str = "Ana", **fields) -> SubmissionRecord:
    """A submission that passes everything, but for what `fields` say."""
    source = f"{student}/{assignment.name}.py"
    common = {
        "student": student,
        "assignment": assignment.name,
        "source": source,
        "form": "module",
        "digest": "3f5a" * 16,
        "text": assignment.solution.read_text(encoding="utf-8"),
        "checks": tuple(blanks(assignment)),
        "sandbox": {"files": "bubblewrap", "syscalls": "seccomp", "network": "namespace"},
        "environment": {"grader": "0.1.0", "torch": "2.13.0", "python": "3.11.2"},
        "seed": SEED,
        "checks_digest": "77aa" * 16,
        "started_at": "2026-03-02T09:05:00+00:00",
        "duration_s": 0.482,
        "peak_memory_bytes": 141 << 20,
    }
    return SubmissionRecord(**{**common, **fields})


def mixed(assignment: Assignment, student: str, seed: int = 7) -> SubmissionRecord:
    """A submission with something of everything that a student can do."""
    draw = random.Random(seed)
    checks = blanks(assignment)
    exercises = list(dict.fromkeys(c.exercise for c in checks))
    text = assignment.solution.read_text(encoding="utf-8")
    places = {
        n.name: n.body[-1].lineno for n in ast.parse(text).body if isinstance(n, ast.FunctionDef)
    }
    found = []
    for check in checks:
        turn = exercises.index(check.exercise) * 7 + seed
        where = Place(places[check.exercise]) if check.exercise in places else None
        if turn % 5 == 1 and draw.random() < 0.9:
            found.append(failed(check, draw.choice(list(OUTCOMES)), where))
        elif turn % 11 == 5:
            found.append(
                changed(check, outcome=Outcome.FAILED, points=0.0, messages=(UNWRITTEN,), hint="")
            )
        else:
            found.append(check)
    printed = "".join(f"epoch {n}: loss {1 / n:.4f}\n" for n in range(1, 30))
    return submission(assignment, student, checks=tuple(found), text=text, output=printed)


def notebook(assignment: Assignment, student: str) -> SubmissionRecord:
    """A notebook with text, images, omitted HTML, an error, and cells that were not run."""
    cells = (
        Cell(1, "import torch\nimport numpy as np", duration_s=0.01),
        Cell(2, "def zeros(rows, cols):\n    return torch.zeros(rows, cols)\n\nzeros(2, 3)",
             outputs=(Output("text", "tensor([[0., 0., 0.],\n        [0., 0., 0.]])"),)),
        Cell(3, "plt.plot(losses)", outputs=(
            Output("image", "<Figure size 640x480 with 1 Axes>", "image/png", png(320, 160)),)),
        Cell(4, "df.head()", outputs=(Output("html-omitted", "   a  b\n0  1  2", "text/html"),)),
        Cell(5, "x = zeros(2, 3)\nx @ x", "error", (
            Output("error", "RuntimeError: mat1 and mat2 shapes cannot be multiplied "
                   "(2x3 and 2x3)"),)),
        Cell(6, "while True:\n    pass", "timeout"),
        Cell(7, "print('after')", "skipped"),
    )  # fmt: skip
    checks = blanks(assignment)
    checks[0] = failed(checks[0], "raised", Place(2, 2))
    fault = Fault(
        "student",
        Message(
            "Cell {cell} stopped with {type}: {text}. The cells after it were run all the same.",
            {"cell": "5", "type": "RuntimeError", "text": "mat1 and mat2 shapes cannot be "
             "multiplied (2x3 and 2x3)"},
        ),
        Place(2, 5),
        "RuntimeError                 Traceback (most recent call last)\nCell 5, line 2\n"
        "      1 x = zeros(2, 3)\n----> 2 x @ x\n",
    )  # fmt: skip
    source = f"{student}/{assignment.name}.ipynb"
    return submission(
        assignment, student, form="notebook", text="", cells=cells, source=source,
        checks=tuple(checks), faults=(fault,), notes=("both forms were handed in",),
    )  # fmt: skip


def ours(assignment: Assignment, student: str) -> SubmissionRecord:
    """A submission on which the grader failed, in a check and outside."""
    checks = blanks(assignment)
    message = Message("The grader failed here, not your code: this check will be run again.")
    checks[1] = changed(
        checks[1], outcome=Outcome.ERROR, points=0.0, max_points=0.0, messages=(message,),
        staff=f"{CANARY} KeyError in the check file",
    )  # fmt: skip
    skip = Message("This could not be judged here; it costs nobody a point.")
    checks[2] = changed(
        checks[2], outcome=Outcome.NOT_RUN, points=0.0, max_points=0.0, messages=(skip,)
    )
    return submission(assignment, student, checks=tuple(checks))


def lost(assignment: Assignment, student: str) -> SubmissionRecord:
    """A submission that the grader could not judge at all."""
    message = Message("The grader failed on this submission, and the fault is not the student's.")
    fault = Fault("grader", message, detail=f"{CANARY}: the examiner was lost")
    return submission(assignment, student, checks=(), faults=(fault,), text="x = 1\n")


def unreadable(assignment: Assignment, student: str) -> SubmissionRecord:
    """A submission that Python cannot read."""
    message = Message(
        "Python cannot read your file: {text} (line {line}). Nothing in it was run.",
        {"text": "invalid syntax", "line": "3"},
    )
    own = '  File "tensors.py", line 3\n    def zeros(rows, cols)\n                         ^\n'
    fault = Fault("student", message, Place(3), own)
    said = Message("It was not run, because your file could not be loaded.")
    checks = tuple(
        changed(c, outcome=Outcome.NOT_RUN, points=0.0, messages=(said,))
        for c in blanks(assignment)
    )
    text = "import torch\n\ndef zeros(rows, cols)\n    return 1\n"
    return submission(assignment, student, checks=checks, faults=(fault,), text=text)


def hostile(assignment: Assignment, student: str = EVIL) -> SubmissionRecord:
    """A submission of which every text that a student can write attacks its reader."""
    checks = blanks(assignment)
    checks[0] = changed(
        checks[0],
        id=f"{checks[0].id}[{CANARY}]",
        outcome=Outcome.FAILED,
        points=0.0,
        messages=(Message("Your code raised {type}: {text}", {"type": EVIL, "text": EVIL}),),
        where=Place(1),
        staff=f"{CANARY}{EVIL}",
    )
    fault = Fault("student", Message("`{name}` is a link; hand in the file itself.",
                  {"name": EVIL}), Place(2), EVIL)  # fmt: skip
    text = f'"""{EVIL}\n{EVIL}' + "x" * 4000 + "\n" + "y = 1\n" * 2500
    outputs = (
        Output("image", EVIL, "image/png", "PHN2Zz4="),
        Output("image", EVIL, "image/png", png(320, 20)),
        Output("html-omitted", EVIL, EVIL),
        Output("error", EVIL),
    )
    return submission(
        assignment, student, checks=tuple(checks), faults=(fault,), text=text, output=EVIL * 2000,
        source=f"{EVIL}/{EVIL}.py", notes=(EVIL,), cells=(Cell(1, EVIL, "error", outputs),),
    )  # fmt: skip


def whole_class(course: Course, size: int = 20) -> list[SubmissionRecord]:
    """Records of `size` students in every assignment of a course; a few handed nothing in."""
    draw = random.Random(1)
    records = []
    for number in range(size):
        name = NAMES[number] if number < len(NAMES) else f"Estudiante {number:04d}"
        for assignment in course:
            if draw.random() < 0.06:
                continue
            luck = draw.random()
            if luck < 0.25:
                records.append(submission(assignment, name))
            elif luck < 0.3:
                records.append(unreadable(assignment, name))
            else:
                records.append(mixed(assignment, name, draw.randrange(100)))
    return records


def png(width: int, height: int) -> str:
    """A small picture with a slope in it, in base64."""
    rows = [
        b"\0" + b"".join(bytes((40, 80, 200) if x * height > y * width else (230, 235, 250))
                         for x in range(width))
        for y in range(height)
    ]  # fmt: skip

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"".join(rows))))
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")).decode()
