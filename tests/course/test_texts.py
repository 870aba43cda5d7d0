"""Every assignment's words: complete in both languages, and true where they show code."""

import ast
import doctest
import re
import tomllib

import pytest

from grader.author import skeletons
from tests.course.common import COURSE, SLUGS, judged, judged_publicly

pytestmark = pytest.mark.timeout(3600)  # the first test of an assignment judges all its solutions

LANGUAGES = ("es", "en")
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def handout(slug, lang):
    """The text of a handout."""
    path = COURSE.find(slug).folder / f"handout.{lang}.md"
    return path.read_text(encoding="utf-8")


def blocks(text):
    """The fenced code of a Markdown text, in order."""
    return re.findall(r"^```\w*\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def functions(source):
    """The signature of each function and method of a source, by its dotted name."""
    found = {}
    for node in ast.parse(source).body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        for each in inner:
            if isinstance(each, ast.FunctionDef):
                returns = ast.unparse(each.returns) if each.returns else ""
                found[prefix + each.name] = f"({ast.unparse(each.args)}) -> {returns}"
    return found


def wrong_examples(text, slug, name):
    """The failures of the `>>>` examples of a text, run with the reference's names at hand."""
    names: dict[str, object] = {}
    solution = COURSE.find(slug).solution
    exec(compile(solution.read_text(encoding="utf-8"), str(solution), "exec"), names)
    example = doctest.DocTestParser().get_doctest(text, names, name, name, 0)
    report: list[str] = []
    doctest.DocTestRunner(optionflags=OPTIONS).run(example, out=report.append)
    return "".join(report)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("judge", (judged, judged_publicly), ids=["hidden", "public"])
def test_every_check_has_a_sentence_and_a_hint(slug, judge):
    """What a student reads of a check is one English sentence and one hint."""
    for record in judge(slug)["reference", 0].values():
        assert re.fullmatch(r".{20,}\.", record.sentence), record.id
        assert len(record.hint) >= 15, record.id


@pytest.mark.parametrize("slug", SLUGS)
def test_every_check_has_its_spanish_words(slug):
    """The Spanish sentence and hint of each hidden check are there, and of no other."""
    spanish = COURSE.find(slug).spanish
    assert set(spanish) == {name.partition("[")[0] for name in judged(slug)["reference", 0]}
    for name, text in spanish.items():
        assert re.fullmatch(r".{20,}\.", text.sentence), name
        assert len(text.hint) >= 15, name


@pytest.mark.parametrize("slug", SLUGS)
def test_metadata_speak_both_languages(slug):
    """Titles, hints and the summary exist in Spanish and in English."""
    metadata = COURSE.find(slug).metadata
    texts = [metadata.title, metadata.summary]
    texts += [text for e in metadata.exercises for text in (e.title, e.hint)]
    assert all(text.es and text.en and text.es != text.en for text in texts)
    raw = tomllib.loads((COURSE.find(slug).folder / "assignment.toml").read_text("utf-8"))
    assert raw["number"] == int(slug[:2])


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_handout_explains_every_exercise(slug, lang):
    """Each exercise has a heading of its own in the handout, in the assignment's order."""
    headings = re.findall(r"^## .*`(\w+)`.*$", handout(slug, lang), flags=re.MULTILINE)
    assert headings == [exercise.name for exercise in COURSE.find(slug).metadata.exercises]


@pytest.mark.parametrize("slug", SLUGS)
def test_handouts_agree(slug):
    """Both handouts have the same sections and show the same code."""
    spanish, english = (handout(slug, lang) for lang in LANGUAGES)
    assert [re.match("#*", line)[0] for line in spanish.splitlines() if line[:1] == "#"] == [
        re.match("#*", line)[0] for line in english.splitlines() if line[:1] == "#"
    ]
    assert [bare(block) for block in blocks(spanish)] == [bare(block) for block in blocks(english)]


def bare(code):
    """Code without its comments: they are in the reader's language."""
    return [re.sub(r"\s*#.*", "", line) for line in code.splitlines()]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_examples_of_the_handout_are_true(slug, lang):
    """Every `>>>` example of a handout gives what it shows."""
    for number, block in enumerate(blocks(handout(slug, lang))):
        assert wrong_examples(block, slug, f"block {number}") == ""


@pytest.mark.parametrize("slug", SLUGS)
def test_skeleton_promises_what_the_reference_does(slug):
    """The skeletons' signatures are the reference's, and their examples come out as shown."""
    assignment = COURSE.find(slug)
    promised = functions(assignment.solution.read_text(encoding="utf-8"))
    for path, text in skeletons.skeletons(assignment.folder).items():
        if path.suffix == ".py":
            kept = functions(text)
            assert kept == {name: promised[name] for name in kept}
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    assert wrong_examples(ast.get_docstring(node) or "", slug, node.name) == ""


@pytest.mark.parametrize("slug", SLUGS)
def test_skeleton_leaves_every_task_open(slug):
    """Each function of a skeleton raises, with its whole docstring and no more."""
    assignment = COURSE.find(slug)
    own = skeletons.skeletons(assignment.folder)[assignment.folder / f"{assignment.name}.py"]
    names = {node.name for node in ast.parse(own).body if hasattr(node, "name")}
    assert names >= {exercise.name for exercise in assignment.metadata.exercises}
    assert "raise NotImplementedError" in own
