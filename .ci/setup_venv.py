"""Set up `.venv` for this project, or do nothing where it is up to date.

`python3 .ci/setup_venv.py [dev|fuzz]`: the package in place with its tested dependencies, with
`dev` also what the tests need, with `fuzz` the fuzzer too. `make` calls it before every target. The
standard library alone, and syntax that an old Python can read too, so that it can say what is
missing.

TORCH_INDEX, where set, is one more index for pip to look for torch in.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.txt"
OLDEST, NEWEST = (3, 11), (3, 13)
LEVELS = ("run", "dev", "fuzz")  # each holds those before it


def main():
    """Check, then make one call of pip where the stamp is not the one of these files."""
    wanted = max(["run", *sys.argv[1:]], key=LEVELS.index)
    here = VENV / "bin" / "python"
    if not (up_to_date(wanted) and here.exists()):
        demand_python()
        if not runs(here):
            demand_venv()
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
        install(here, max(wanted, installed_level() or "run", key=LEVELS.index))
    precompile(here)


def fingerprint():
    """What the stamp must say: the files that decide, the Python, and the place."""
    digest = hashlib.sha256(f"{platform.python_version()} {ROOT}".encode())
    for name in ("pyproject.toml", "constraints.txt", ".ci/setup_venv.py"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def installed_level():
    """One of the levels, or nothing where nothing was installed to the end."""
    return STAMP.read_text().split()[0] if STAMP.exists() else ""


def up_to_date(wanted):
    """Whether what is there was made from these files and holds at least what is wanted."""
    if not STAMP.exists():
        return False
    level, made_from = STAMP.read_text().split()
    return made_from == fingerprint() and LEVELS.index(level) >= LEVELS.index(wanted)


def demand_python():
    """Stop with one sentence where this Python is too old or too new."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        stop(
            f"Python 3.{OLDEST[1]} to 3.{NEWEST[1]} is needed, and {sys.executable} is "
            f"{platform.python_version()}; name another one: make PYTHON=python3.12"
        )


def demand_venv():
    """Stop with one sentence where no virtual environment can be made here."""
    if not os.access(str(ROOT), os.W_OK):
        stop(f"{ROOT} is not yours to write to; clone the project into a folder of yours.")
    try:
        import ensurepip  # noqa: F401  Debian ships Python without it
        import venv  # noqa: F401
    except ImportError:
        stop("Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv")


def runs(python):
    """Whether this interpreter starts and is of the version that we were called with."""
    if not python.exists():
        return False
    code = "import pip, platform; print(platform.python_version())"
    found = subprocess.run([str(python), "-c", code], stdout=subprocess.PIPE, text=True)
    return found.returncode == 0 and found.stdout.strip() == platform.python_version()


def install(python, level):
    """One call of pip; the stamp is written last, so that a broken-off call is repeated.

    pip compiles one file after the other, which takes longer than all else that it does; here every
    core does it.
    """
    print("Installing into .venv: once, and some minutes where torch must come along.", flush=True)
    STAMP.unlink(missing_ok=True)
    package = {"run": f"{ROOT}", "dev": f"{ROOT}[dev]", "fuzz": f"{ROOT}[dev,fuzz]"}[level]
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-compile"]
    command += ["--editable", package, "--constraint", str(ROOT / "constraints.txt")]
    command += [] if sys.stdout.isatty() else ["-qq"]
    command += extra_index()
    if subprocess.run(command).returncode:
        stop("pip could not install the project; what it said stands above.")
    compile_all(python, VENV / "lib", "-j", "0")
    STAMP.write_text(f"{level} {fingerprint()}\n")


def precompile(python):
    """Compile what has changed, since processes that grade leave nothing beside the code.

    Where nothing can be written here either, each of them compiles it for itself.
    """
    compile_all(python, ROOT / "grader")


def compile_all(python, folder, *options):
    """Compile what has changed below a folder; packages may hold files that no Python can read."""
    command = [str(python), "-m", "compileall", "-q", *options, str(folder)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def extra_index():
    """The index named by TORCH_INDEX; without one, a word where torch would bring CUDA along."""
    index = os.environ.get("TORCH_INDEX", "").strip()
    if index:
        return ["--extra-index-url", index]
    there = any(VENV.glob("lib/*/site-packages/torch"))
    if sys.platform == "linux" and not there and not shutil.which("nvidia-smi"):
        print("No GPU here: TORCH_INDEX=https://download.pytorch.org/whl/cpu spares you CUDA's")
        print("several GB where pip finds no CPU build of torch by itself.", flush=True)
    return []


def stop(sentence):
    """End with one sentence on stderr."""
    sys.exit("setup: " + sentence)


if __name__ == "__main__":
    main()
