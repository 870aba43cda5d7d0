"""Starts a program of this folder as `python -P -s -B start.py MODULE [ARGUMENT...]`.

The folder is made known as the package `grader.inside` without a search path: nothing beside it can
be imported, and the folder that it lies in is on nobody's path. (Not `-I`: that would ignore
PYTHONHASHSEED, and the order of a student's sets would differ from run to run.)
"""

import importlib
import importlib.util
import os
import sys
import types


def known() -> None:
    """Make this folder importable as `grader.inside`, and nothing else of the package."""
    folder = os.path.dirname(os.path.abspath(__file__))
    outer = types.ModuleType("grader")
    outer.__path__ = []
    vars(outer)["check"] = lambda *args, **kwargs: (
        None
    )  # as left in a notebook: nothing to see here
    sys.modules["grader"] = outer
    spec = importlib.util.spec_from_file_location(
        "grader.inside", os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
    )
    assert spec is not None
    assert spec.loader is not None
    inside = importlib.util.module_from_spec(spec)
    sys.modules["grader.inside"] = inside
    spec.loader.exec_module(inside)


if __name__ == "__main__":
    os.chdir("/")
    known()
    importlib.import_module(f"grader.inside.{sys.argv[1]}").main(*map(int, sys.argv[2:]))
