"""Writes settings that programs read at their start into its home and its folder.

row: shadow
"""
import os

for name in (
    ".pythonrc", ".bashrc", ".netrc", ".gitconfig", ".config/pip/pip.conf", ".ipython/profile_default/startup/a.py",
    ".jupyter/jupyter_config.py", "pytest.ini", "conftest.py", "pyvenv.cfg", ".inputrc",
):
    for folder in (os.environ["HOME"], os.getcwd(), "/root"):
        try:
            os.makedirs(os.path.dirname(f"{folder}/{name}"), exist_ok=True)
            with open(f"{folder}/{name}", "x") as file:
                file.write(f"import os  # {MARK}\n")
        except OSError:
            pass
os.environ.update(PYTHONPATH=os.getcwd(), PYTHONSTARTUP="conftest.py", BASH_ENV=".bashrc")
