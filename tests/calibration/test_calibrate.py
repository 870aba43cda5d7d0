"""`grader calibrate` from end to end: thresholds written, drawn, used and compared, or refused."""

import os
import re
import select
import signal
import subprocess
import xml.etree.ElementTree as ET

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.calibration.writing import as_toml
from grader.checks.thresholds import Caught, Threshold, Thresholds, read_thresholds
from tests.calibration.course import GRADER, SOLUTION, grader, hand_in, write_course
from tests.calibration.test_measured import results

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)


@pytest.fixture(scope="module")
def calibrated(tmp_path_factory):
    """A course whose one measured check has been calibrated; the finished process beside it."""
    root = write_course(tmp_path_factory.mktemp("course"))
    return root, grader("calibrate", "coin", "--jobs", 2, cwd=root)


def file_of(root):
    return root / "reference/01_coin/thresholds.toml"


def picture_of(root):
    return root / "reference/01_coin/calibration/share_is_high.share.svg"


def test_threshold_is_written_with_its_provenance(calibrated):
    """The file says from which runs the threshold follows, and which wrong solution it catches."""
    root, done = calibrated
    assert (done.returncode, "80/80 runs measured" in done.stderr) == (0, True), done.stderr
    (threshold,) = read_thresholds(file_of(root)).threshold
    assert (threshold.check, threshold.name, threshold.side) == (
        *("share_is_high", "share", "at_least"),
    )
    assert 0.65 < threshold.low < threshold.smallest < threshold.mean < threshold.largest < 0.9
    assert (threshold.n, threshold.first_seed, threshold.high) == (40, 1000, None)
    assert threshold.sd == pytest.approx((0.8 * 0.2 / 400) ** 0.5, rel=0.3)  # binomial
    assert "k = 4.6310" in threshold.method
    assert threshold.torch
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", threshold.date)
    (wrong,) = threshold.wrong
    assert (wrong.solution, wrong.n) == ("fair", 40)
    assert wrong.mean < wrong.reach < threshold.low


def test_grading_uses_what_was_written(calibrated, tmp_path):
    """After calibration the honest coin passes the check and the fair one fails it."""
    root, _ = calibrated
    hand_in(tmp_path / "class", ana=SOLUTION, ben=SOLUTION.replace("0.8", "0.5"))
    done = grader("run", tmp_path / "class", "--out", tmp_path / "out", cwd=root)
    assert done.returncode == 0, done.stderr
    assert results(tmp_path / "out") == {"ana": (2, 2, "passed"), "ben": (1, 2, "failed")}


def test_picture_stands_alone_and_shows_both(calibrated):
    """The SVG is well formed, fetches and runs nothing, and has a row for each solution."""
    text = picture_of(calibrated[0]).read_text(encoding="utf-8")
    tree = ET.fromstring(text)
    words = [element.text for element in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert {"reference", "wrong/fair"} <= set(words)
    assert not re.search(r"<script|<style|href|url\(|@import|\son\w+=", text)
    sizes = [
        float(element.get(key, "0"))
        for element in tree.iter("{http://www.w3.org/2000/svg}rect")
        for key in ("width", "height")
    ]
    assert min(sizes) >= 0


def test_measuring_again_agrees_however_many_processes(calibrated):
    """`--check` finds the same numbers with another number of processes, and writes nothing."""
    root, _ = calibrated
    before = file_of(root).read_bytes(), file_of(root).stat().st_mtime_ns
    done = grader("calibrate", "coin", "--check", "--jobs", 1, cwd=root)
    assert done.returncode == 0, done.stderr
    assert (file_of(root).read_bytes(), file_of(root).stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: msgspec.structs.replace(t, low=t.low - t.sd), "measured now it is"),
        (lambda t: msgspec.structs.replace(t, name="mean"), "share_is_high/share at_least is miss"),
        (lambda t: msgspec.structs.replace(t, name="mean"), "no check measures share_is_high/mean"),
    ],
    ids=["moved", "missing", "stale"],
)
def test_a_threshold_that_no_longer_holds_is_told(calibrated, tmp_path, change, sentence):
    """`--check` ends with 1 and says what the file should not say."""
    (old,) = read_thresholds(file_of(calibrated[0])).threshold
    write_course(tmp_path)
    file_of(tmp_path).write_text(as_toml("coin", [change(old)]), encoding="utf-8")
    done = grader("calibrate", "coin", "--check", cwd=tmp_path)
    assert done.returncode == 1
    assert sentence in done.stderr


def test_overlapping_distributions_are_refused(tmp_path):
    """A wrong coin that is nearly right: one sentence, exit 1, and the file as it was."""
    write_course(tmp_path, chance=0.76, low=0.123)
    before = file_of(tmp_path).read_bytes()
    done = grader("calibrate", "coin", cwd=tmp_path)
    (sentence,) = [line for line in done.stderr.splitlines() if line.startswith("grader:")]
    assert done.returncode == 1
    assert "share_is_high: `share` of wrong/fair.py" in sentence
    assert "overlap" in sentence
    assert file_of(tmp_path).read_bytes() == before
    assert not picture_of(tmp_path).exists()


def test_a_check_that_nothing_shows_to_fail_is_refused(tmp_path):
    """Without a wrong solution that names it, a threshold proves nothing."""
    (write_course(tmp_path) / "reference/01_coin/wrong/fair.py").unlink()
    done = grader("calibrate", "coin", cwd=tmp_path)
    assert done.returncode == 1
    assert "share_is_high: no wrong solution names it" in done.stderr


def test_odd_wrong_solutions_get_the_runs_that_prove_them(tmp_path):
    """A wrong coin with two heaps is no normal one: 299 runs of it show that each one misses."""
    write_course(tmp_path)
    two = "return torch.full((n,), 0.3 if torch.rand(()) < 0.5 else 0.7)"
    fragment = tmp_path / "reference/01_coin/wrong/fair.py"
    text = fragment.read_text(encoding="utf-8")
    fragment.write_text(text.replace("return (torch.rand(n) < 0.5).float()", two))
    checks = tmp_path / "reference/01_coin/test_coin.py"
    checks.write_text(checks.read_text().replace("400", "4000"))
    done = grader("calibrate", "coin", "--jobs", 2, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "259/259 runs measured" in done.stderr
    (threshold,) = read_thresholds(file_of(tmp_path)).threshold
    assert [(w.n, w.method) for w in threshold.wrong] == [
        (299, "all of 299 runs miss, any distribution")
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "sentence"),
    [
        ("< 0.8)", "< 2.0)", 1, "is 1 in each of 40 runs: what does not vary needs an exact check"),
        ("tosses(n)", "toss(n)", 1, "the reference itself fails at seed 1000"),
        ("import torch", "import torch_", 1, "cannot be executed"),
    ],
)
def test_a_reference_that_cannot_be_measured_is_told(tmp_path, old, new, code, sentence):
    """A constant, a failing and a broken reference each end in one sentence."""
    write_course(tmp_path)
    solution = tmp_path / "reference/01_coin/coin.py"
    solution.write_text(solution.read_text().replace(old, new))
    done = grader("calibrate", "coin", cwd=tmp_path)
    assert done.returncode == code
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("calibrate", "algebra"), "no assignment 'algebra'; there are: coin"),
        (("calibrate", "coin", "--seeds", 39), "--seeds"),
        (("calibrate", "coin", "--jobs", -1), "--jobs"),
        (("calibrate", "coin", "--course", "nowhere"), "no assignments/"),
        (("calibrate",), "ASSIGNMENT"),
    ],
)
def test_bad_input_is_told_with_exit_2(calibrated, words, sentence):
    """What cannot be done is said, with the documented exit code."""
    done = grader(*words, cwd=calibrated[0])
    assert done.returncode == 2
    assert sentence in done.stderr


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("test_coin.py", "student, measured", "student", "no hidden check here uses `measured`"),
        ("test_coin.py", "@points(1", "@points(3", "the checks of coin are broken"),
        ("wrong/fair.py", "caught by", "found by", "end its docstring with the line"),
        ("wrong/fair.py", "def tosses", "def tosses:", "mend the fragment"),
    ],
)
def test_an_unfit_course_is_told_with_exit_2(tmp_path, name, old, new, sentence):
    """A course that cannot be calibrated gets one sentence that says what to mend."""
    path = write_course(tmp_path) / "reference/01_coin" / name
    lines = [line for line in path.read_text().splitlines() if "measured.at" not in line]
    text = "\n".join(lines) if "measured" in old else path.read_text()
    path.write_text(text.replace(old, new))
    done = grader("calibrate", "coin", cwd=tmp_path)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_fixtures_of_the_session_are_made_once_a_process(tmp_path):
    """What a check file computes once for all of its checks is not computed for each run."""
    write_course(tmp_path)
    made = tmp_path / "made"
    checks = tmp_path / "reference/01_coin/test_coin.py"
    fixture = f"""
@pytest.fixture(scope="session")
def costly():
    with open({str(made)!r}, "a") as file:
        file.write("once\\n")
"""
    text = checks.read_text().replace("student, measured", "student, costly, measured")
    checks.write_text(text.replace("import torch\n", f"import pytest\nimport torch\n{fixture}"))
    assert grader("calibrate", "coin", "--jobs", 2, cwd=tmp_path).returncode == 0
    assert made.read_text().count("once") <= 2


@pytest.mark.parametrize(
    ("ending", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)]
)
def test_nothing_goes_on_when_it_is_ended(tmp_path, ending, code):
    """Interrupted or killed, it takes its processes along and leaves no file."""
    write_course(tmp_path)
    os.mkfifo(tmp_path / "fifo")
    checks = tmp_path / "reference/01_coin/test_coin.py"
    hang = f"open({str(tmp_path / 'fifo')!r}, 'w').write(str(os.getpid())); signal.pause()"
    text = checks.read_text().replace("    drawn =", f"    {hang}\n    drawn =", 1)
    checks.write_text(text.replace("import torch\n", "import os\nimport signal\nimport torch\n"))
    command = [str(GRADER), "calibrate", "coin", "--jobs", "1"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        try:
            worker = os.pidfd_open(int((tmp_path / "fifo").read_text()))
            process.send_signal(ending)
            assert process.wait(60) == code
            assert select.select([worker], [], [], 60)[0] == [worker]  # the worker has ended
            os.close(worker)
        finally:
            process.kill()
    assert not file_of(tmp_path).exists()


@given(
    st.builds(
        Threshold,
        NAMES,
        NAMES,
        st.just("between"),
        low=FLOATS,
        high=FLOATS,
        n=st.integers(0, 10**6),
        mean=FLOATS,
        sd=FLOATS,
        method=NAMES,
        date=NAMES,
        wrong=st.lists(
            st.builds(Caught, NAMES, st.integers(0, 999), FLOATS, FLOATS, FLOATS, NAMES), max_size=3
        ).map(tuple),
    )
)
def test_what_is_written_is_read(threshold):
    """Any threshold comes back from its TOML to the last digit."""
    text = as_toml("coin", [threshold, threshold])
    assert msgspec.toml.decode(text, type=Thresholds).threshold == (threshold, threshold)
