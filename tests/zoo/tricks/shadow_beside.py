"""Hands in modules, settings and plugins beside its own file, for whoever starts there.

row: shadow
form: files
"""


def pack(folder, right):
    (folder / "tiny.py").write_text(right)
    stop = f"open({PLANT!r} + '/' + {MARK!r}, 'w').close()\nraise SystemExit(0)\n"
    for name in ("torch", "numpy", "json", "conftest", "sitecustomize", "usercustomize", "grader", "pytest"):
        (folder / f"{name}.py").write_text(stop)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\npython_files = *\n")
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '-p zoo'\n")
    (folder / "setup.cfg").write_text("[tool:pytest]\naddopts = -k nothing\n")
    (folder / ".env").write_text("PYTHONSTARTUP=conftest.py\n")
