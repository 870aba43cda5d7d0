"""What is found below a folder, and what is said of the rest."""

import os
from pathlib import Path

import pytest

from grader.course import Course
from grader.discovery import discover
from grader.faults import UsageFault

COURSE = Course(Path(__file__).resolve().parents[2])


@pytest.fixture
def hand_in(tmp_path):
    """Makes files below a class; returns its folder."""

    def make(*names):
        for name in names:
            path = tmp_path / "class" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("")
        return tmp_path / "class"

    return make


def found(folder):
    """(student, assignment, form, source) of all that is found."""
    submissions = discover([folder], COURSE).submissions
    return [(c.student, c.assignment.name, c.form, c.source) for c in submissions]


def whys(folder):
    """What is said of each entry that was left out."""
    return {str(m.path.relative_to(folder)): m.why for m in discover([folder], COURSE).misplaced}


def test_the_three_layouts(hand_in):
    """Files and numbered folders in a student's folder, modules and notebooks, are all found."""
    folder = hand_in(
        "ana/tensors.py", "eva/02_inplace/inplace.ipynb", "ana/03_autograd/autograd.py"
    )
    assert found(folder) == [
        ("ana", "tensors", "module", "ana/tensors.py"),
        ("ana", "autograd", "module", "ana/03_autograd/autograd.py"),
        ("eva", "inplace", "notebook", "eva/02_inplace/inplace.ipynb"),
    ]


def test_one_students_own_folder(hand_in):
    """A folder that holds assignments itself is one student's."""
    folder = hand_in("ana/tensors.py", "ana/02_inplace/inplace.py") / "ana"
    assert [(student, name) for student, name, *_ in found(folder)] == [
        ("ana", "tensors"),
        ("ana", "inplace"),
    ]


def test_a_class_with_a_stray_assignment_stays_a_class(hand_in):
    """A teacher's own tensors.py beside the students' folders does not hide them."""
    folder = hand_in("tensors.py", "ana/tensors.py", "eva/tensors.py")
    assert [student for student, *_ in found(folder)] == ["ana", "eva"]


@pytest.mark.parametrize(("newer", "older"), [("ipynb", "py"), ("py", "ipynb")])
def test_the_newer_form_counts(hand_in, newer, older):
    """Of a module and a notebook the newer is taken, and a note names the other."""
    folder = hand_in("ana/tensors.py", "ana/tensors.ipynb")
    os.utime(folder / f"ana/tensors.{older}", (1, 1))
    (candidate,) = discover([folder], COURSE).submissions
    assert candidate.source == f"ana/tensors.{newer}"
    assert candidate.notes == (f"ana/tensors.{newer} is the newest; left out: ana/tensors.{older}",)


@pytest.mark.parametrize(
    ("name", "at", "why"),
    [
        ("notes.txt", "notes.txt", "no student's folder"),
        ("ana.zip", "ana.zip", "does not take archives"),
        ("ana/work.tar.gz", "ana/work.tar.gz", "does not take archives"),
        ("ana/tensors_final.py", "ana/tensors_final.py", "a submission is called tensors.py"),
        ("ana/02_inplace/tensors.py", "ana/02_inplace/tensors.py", "another assignment's file"),
        ("ana/old/tensors.py", "ana/old", "not looked into"),
        ("bea/essay.txt", "bea", "no assignment in it, only essay.txt"),
    ],
)
def test_what_cannot_be_placed_is_told(hand_in, name, at, why):
    """Each entry that is left out is told with its reason; what tools leave behind is not."""
    folder = hand_in("ana/tensors.py", "ana/.git/config", "ana/__pycache__/tensors.pyc", name)
    said = whys(folder)
    assert list(said) == [at]
    assert why in said[at]


def test_links_are_not_followed(hand_in, tmp_path):
    """A link in place of a student's folder is told, whatever it points at."""
    folder = hand_in("ana/tensors.py")
    (folder / "eva").symlink_to(folder / "ana")
    assert whys(folder) == {"eva": "it is a link, and links are not followed"}


@pytest.mark.parametrize("twin", ["ANA", "Ana"])
def test_namesakes_are_refused(hand_in, tmp_path, twin):
    """Two folders whose names differ at most by case would share a grade: both are named."""
    first = hand_in("ana/tensors.py")
    second = tmp_path / "other"
    (second / twin).mkdir(parents=True)
    (second / twin / "tensors.py").write_text("")
    with pytest.raises(UsageFault, match="two students are called") as refusal:
        discover([first, second], COURSE)
    assert all(str(folder) in str(refusal.value) for folder in (first / "ana", second / twin))


def test_a_folder_named_twice_counts_once(hand_in):
    """The same class named twice, once through `..`, has no namesakes."""
    folder = hand_in("ana/tensors.py")
    assert len(discover([folder, folder / ".." / "class"], COURSE).submissions) == 1


def test_names_are_composed_text(hand_in):
    """A name that a Mac wrote decomposed is the same student's as the composed one."""
    folder = hand_in("Jose\u0301/tensors.py")
    assert found(folder)[0][0] == "Jos\u00e9"
