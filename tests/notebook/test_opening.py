"""Which bytes are a notebook that can be run, and what is kept of it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.inside.cellrecords import CellsLimits
from grader.inside.opening import NotRunnable, open_notebook

from .conftest import notebook


def refused(data, **limits):
    with pytest.raises(NotRunnable) as caught:
        open_notebook(data, CellsLimits(**limits))
    return caught.value.code


BAD = {
    "empty": (b"", "not_json"),
    "text": (b"print(1)", "not_json"),
    "not utf-8": (b'{"cells": "\xff"}', "not_json"),
    "list": (b"[]", "not_notebook"),
    "no cells": (b"{}", "not_notebook"),
    "cells are no list": (b'{"nbformat": 4, "cells": {}}', "not_notebook"),
    "cell is no object": (b'{"nbformat": 4, "cells": [1]}', "not_notebook"),
    "source is no text": (b'{"cells": [{"cell_type": "code", "source": [1]}]}', "not_notebook"),
    "future format": (b'{"nbformat": 5, "cells": []}', "not_notebook"),
    "format is no number": (b'{"nbformat": [], "cells": []}', "not_notebook"),
    "old and broken": (b'{"nbformat": 3, "worksheets": 7}', "not_notebook"),
    "deep": (b'{"cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "too_deep"),
    "old and deep": (
        b'{"nbformat": 3, "metadata": ' + b"[" * 900 + b"]" * 900 + b', "worksheets": []}',
        "too_deep",
    ),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_refused_with_a_code(data, code):
    """Whatever is not a notebook is refused with the code that says why."""
    assert refused(data) == code


def test_caps():
    """Too many cells and too many bytes are refused."""
    data = notebook("1", "2", "3")
    assert refused(data, cells=2) == "too_many_cells"
    assert refused(data, source_bytes=100) == "too_large"
    assert refused(data, code_bytes=2) == "too_much_code"


@pytest.mark.timeout(60)
def test_a_notebook_at_the_cap_is_read():
    """As many cells as there may be, with as much code: what is read in seconds does not hang."""
    data = notebook(*["x = 1\n" * 1200] * 2000)
    assert len(open_notebook(data, CellsLimits(code_bytes=20 << 20)).cells) == 2000


def test_old_format_is_upgraded():
    """A notebook of nbformat 3 runs like one of today."""
    cells = [{"cell_type": "code", "input": ["x = 1\n", "x"], "language": "python", "outputs": []}]
    cells += [{"cell_type": "heading", "level": 1, "source": "Title"}]
    content = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    opened = open_notebook(json.dumps(content).encode(), CellsLimits())
    assert [(c.cell_type, c.source) for c in opened.cells] == [
        ("code", "x = 1\nx"),
        ("markdown", "# Title"),
    ]


def test_only_source_is_kept():
    """Stale outputs, counts, tags and metadata are left behind; a byte order mark does no harm."""
    cell = {"cell_type": "code", "source": "1", "outputs": [{"output_type": "evil"}]}
    cell |= {"metadata": {"tags": ["skip-execution"]}, "execution_count": 7}
    data = b"\xef\xbb\xbf" + json.dumps({"nbformat": 4, "cells": [cell]}).encode()
    assert open_notebook(data, CellsLimits()).cells == [
        {"cell_type": "code", "source": "1", "metadata": {}, "outputs": []}
    ]


def test_half_surrogates_become_question_marks():
    """Text that cannot be encoded does not stop a notebook from being run."""
    data = b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = \\"\\ud800\\""}]}'
    assert open_notebook(data, CellsLimits()).cells[0].source == 'x = "?"'


KEYS = st.sampled_from(
    ["nbformat", "cells", "worksheets", "metadata", "cell_type", "source", "input"]
)
PLAIN = st.none() | st.booleans() | st.integers(-1, 6) | st.floats() | st.sampled_from(["code", ""])
JSON = st.recursive(
    PLAIN | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
BOOKS = st.fixed_dictionaries(
    {"nbformat": st.integers(0, 5), "cells": st.lists(JSON, max_size=4)},
    optional={"worksheets": JSON, "metadata": JSON, "nbformat_minor": JSON},
)
ANY = st.binary(max_size=300) | (JSON | BOOKS).map(lambda value: json.dumps(value).encode())


@given(ANY)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_any_bytes_are_cells_or_refused(data):
    """No bytes end in anything but cells of source text or a refusal, old formats included."""
    try:
        opened = open_notebook(data, CellsLimits())
    except NotRunnable:
        return
    assert all({*cell} == {"cell_type", "source", "metadata", "outputs"} for cell in opened.cells)
    assert all(cell.source.encode() is not None for cell in opened.cells)
