"""Pages show what they should, in both languages, and nothing that a student must not see."""

import re
from html.parser import HTMLParser

import pytest

from grader.messages import Message
from grader.records import Amendment, Cell, Fault, Outcome, Output, Place
from grader.reports import write_submission
from tests.reports import records

ALL = (
    records.mixed,
    records.notebook,
    records.ours,
    records.lost,
    records.unreadable,
    records.hostile,
)


class Tags(HTMLParser):
    """All tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


def page_of(tmp_path, record, assignment, lang="es", audience="student", amendments=()):
    """The page of one record, as text."""
    paths = write_submission(record, assignment, tmp_path, lang, amendments)
    return paths[audience == "staff"].read_text(encoding="utf-8")


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.__name__)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_students_see_nothing_for_staff(made, lang, tensors, tmp_path):
    """Expected values, details of ours, the seed and hidden parameters stay with staff."""
    page = page_of(tmp_path, made(tensors, "Ana"), tensors, lang)
    assert records.CANARY not in page
    assert str(records.SEED) not in page


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.__name__)
def test_staff_see_all(made, tensors, tmp_path):
    """The seed and every text for staff are on the staff's page."""
    record = made(tensors, "Ana")
    page = page_of(tmp_path, record, tensors, audience="staff")
    secret = any(records.CANARY in c.staff for c in record.checks)
    assert str(records.SEED) in page
    assert records.CANARY in page or not secret


@pytest.mark.parametrize("audience", ["student", "staff"])
def test_hostile_texts_are_shown_as_text(audience, tensors, tmp_path):
    """No tag, attribute, control or direction character of a student's reaches a page."""
    page = page_of(tmp_path, records.hostile(tensors), tensors, audience=audience)
    parsed = Tags(page)
    assert {tag for tag, _ in parsed.tags}.isdisjoint({"script", "iframe", "object", "form"})
    assert not [a for _, attributes in parsed.tags for a in attributes if a.startswith("on")]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert "<script>alert(1)</script>" in parsed.text
    assert "⟨U+202E⟩" in parsed.text


@pytest.mark.parametrize("audience", ["student", "staff"])
def test_a_page_stands_alone_behind_its_policy(audience, tensors, tmp_path):
    """Nothing is fetched: the policy forbids it, and no address leads out of the reports."""
    page = page_of(tmp_path, records.notebook(tensors, "Ana"), tensors, audience=audience)
    tags = Tags(page).tags
    policy = next(a["content"] for t, a in tags if t == "meta" and "http-equiv" in a)
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'; img-src data:; "
        r"base-uri 'none'; form-action 'none'",
        policy,
    )
    leading = [a[k] for _, a in tags for k in ("href", "src") if k in a]
    assert not [x for x in leading if not x.startswith(("#", "data:", "../"))]
    assert not [a for _, a in tags if "style" in a]


@pytest.mark.parametrize("audience", ["student", "staff"])
@pytest.mark.parametrize("made", ALL, ids=lambda made: made.__name__)
def test_links_within_a_page_arrive(made, audience, tensors, tmp_path):
    """Every link to a line, a check or an exercise has its target, and ids are unique."""
    tags = Tags(page_of(tmp_path, made(tensors, "Ana"), tensors, audience=audience)).tags
    ids = [a["id"] for _, a in tags if "id" in a]
    asked = {a["href"][1:] for t, a in tags if t == "a" and a.get("href", "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert asked <= set(ids)


def test_a_failure_says_what_happened_where_and_what_next(tensors, tmp_path):
    """Spanish sentence and hint, the code's own deed, the line's text and a link to it."""
    checks = records.blanks(tensors)
    checks[0] = records.failed(checks[0], "wrong dtype", Place(2))
    text = "import torch\nrows = torch.zeros(3, dtype=float)\n"
    record = records.submission(tensors, checks=tuple(checks), text=text)
    shown = Tags(page_of(tmp_path, record, tensors)).text
    own = tensors.spanish[checks[0].id]
    assert own.sentence.replace("`", "") in shown
    assert own.hint.replace("`", "") in shown
    assert "Devolvió un tensor float64 de forma (3, 4) en cpu." in shown
    assert shown.count("rows = torch.zeros(3, dtype=float)") == 2


def test_english_pages_are_in_english(tensors, tmp_path):
    """An English page holds no Spanish of ours, and says so in its lang."""
    page = page_of(tmp_path, records.mixed(tensors, "Ana", 11), tensors, "en")
    assert '<html lang="en">' in page
    assert "What to do next" in page
    assert "Qué hacer ahora" not in page


def test_numbers_follow_the_language(tensors, tmp_path):
    """Half a point is 23,5 in Spanish and 23.5 in English."""
    half = (Amendment(-0.5, "Prof.", "tarde", "2026-03-04T10:00:00+00:00"),)
    record = records.submission(tensors)
    assert "23,5" in page_of(tmp_path, record, tensors, "es", amendments=half)
    assert "23.5" in page_of(tmp_path, record, tensors, "en", amendments=half)


def test_amendments_name_their_author_to_staff_alone(tensors, tmp_path):
    """A student reads that and how far a grade was adjusted; who and why is for staff."""
    change = (Amendment(1.0, "Prof. Ruiz", "<b>recurso</b>", "2026-03-04T10:00:00+00:00"),)
    record = records.mixed(tensors, "Ana", 11)
    student = page_of(tmp_path, record, tensors, amendments=change)
    staff = page_of(tmp_path, record, tensors, audience="staff", amendments=change)
    assert "+1 puntos" in student
    assert "Ruiz" not in student
    assert "recurso" not in student
    assert "&lt;b&gt;recurso&lt;/b&gt;" in staff


def test_a_fault_of_ours_is_said_to_be_ours(tensors, tmp_path):
    """The student reads that the grade is provisional and costs nothing."""
    page = page_of(tmp_path, records.lost(tensors, "Ana"), tensors)
    assert "No es culpa tuya" in page
    assert "provisional" in page


def test_a_file_that_could_not_be_opened_is_worth_nothing_of_all(tensors, tmp_path):
    """No checks through the student's fault is 0 of all points, not 0 of 0."""
    fault = Fault("student", Message("`{name}` is a link; hand in the file itself.", {"name": "x"}))
    record = records.submission(tensors, checks=(), faults=(fault,), text="")
    assert "0 de 24 puntos" in page_of(tmp_path, record, tensors)


def test_parameters_of_hidden_checks_are_numbered_instead(tensors, tmp_path):
    """Checks with one sentence are told apart by a count, not by their hidden parameters."""
    first = records.blanks(tensors)[0]
    checks = tuple(records.changed(first, id=f"{first.id}[{n}97531]") for n in (1, 2))
    page = page_of(tmp_path, records.submission(tensors, checks=checks), tensors)
    assert "(caso 2 de 2)" in page
    assert "97531" not in page


def test_long_sources_are_cut_with_a_note(tensors, tmp_path):
    """A page stays readable: the first 2,000 lines, and how many more there are."""
    record = records.submission(tensors, text="y = 1\n" * 2500)
    page = page_of(tmp_path, record, tensors)
    assert 'id="L2000"' in page
    assert 'id="L2001"' not in page
    assert "Hay 500 líneas más que no se muestran." in page


@pytest.mark.parametrize(
    "data", ["", "PHN2Zz4=", "AAAA", "x" * 2_000_000, records.png(9000, 1)], ids=len
)
def test_only_true_pictures_are_shown(data, tensors, tmp_path):
    """What is no PNG, or too large for a browser, is named and not embedded."""
    cells = (Cell(1, "x", outputs=(Output("image", "", "image/png", data),)),)
    record = records.submission(tensors, form="notebook", text="", cells=cells)
    page = page_of(tmp_path, record, tensors)
    assert "data:image/png" not in page
    assert "Aquí no se muestra una salida de tipo image/png." in page


def test_an_unwritten_exercise_has_the_right_message():
    """The advice recognises the examiner's own sentence for an untouched skeleton."""
    from grader.examiner.errors import NOT_WRITTEN
    from grader.reports import advice

    assert advice.NOT_WRITTEN == NOT_WRITTEN


def test_advice_is_short_and_starts_with_loading(tensors, tmp_path):
    """A file that does not load is the first thing to mend; three steps are enough."""
    from grader.reports import view
    from grader.reports.advice import advice
    from grader.reports.texts import Texts

    record = records.unreadable(tensors, "Ana")
    given = advice(view.submission(record, Texts(tensors, "tensors", "es")), record)
    assert [step.kind for step in given.steps] == ["load"]
    assert given.tone == "none"


def test_advice_passes_over_what_counts_for_nobody(tensors, tmp_path):
    """A check that could not be judged, at nobody's cost, is not what is to be mended first."""
    from grader.reports import view
    from grader.reports.advice import advice
    from grader.reports.texts import Texts

    checks = list(records.submission(tensors).checks)
    first, second, *_ = [n for n, c in enumerate(checks) if c.exercise == "ones_and_rand_like"]
    unjudged = {"outcome": Outcome.NOT_RUN, "points": 0.0, "max_points": 0.0}
    checks[first] = records.changed(checks[first], **unjudged)
    checks[second] = records.failed(checks[second], "none")
    record = records.submission(tensors, checks=tuple(checks))
    given = advice(view.submission(record, Texts(tensors, "tensors", "en")), record)
    sentence = checks[second].sentence.replace("`", "")
    assert [re.sub("<.*?>", "", str(step.text)) for step in given.steps] == [sentence]


def test_every_outcome_has_a_name_beside_its_colour(tensors, tmp_path):
    """Colour is never alone: each sign is an image with a name."""
    found = set()
    for made in (records.ours, records.mixed):
        tags = Tags(page_of(tmp_path, made(tensors, "Ana", *([11] * (made is records.mixed))),
                            tensors)).tags  # fmt: skip
        found |= {a.get("aria-label") for t, a in tags if t == "svg" and "icon" in a["class"]}
    assert found == {"superada", "no superada", "no se ejecutó", "fallo del corrector"}
    assert set(Outcome) == {"passed", "failed", "not_run", "error"}
