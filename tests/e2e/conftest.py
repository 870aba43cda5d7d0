"""What end-to-end tests are given."""

import os

import pytest

from tests.e2e.small import Class, works


@pytest.fixture
def klass(tmp_path):
    """An empty class of the small course."""
    return Class(tmp_path)


@pytest.fixture
def as_ordinary():
    """What to put before a command so that files' modes hold, for root too."""
    if os.geteuid() != 0:
        return ()
    before = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if not works(*before, "true"):
        pytest.skip("root reads everything here: setpriv cannot drop its capabilities")
    return before


@pytest.fixture
def small_disk():
    """A function: what to put before a command so that a folder has only so many bytes of disk."""
    uid, gid = os.geteuid(), os.getegid()
    # An ordinary user is root in a namespace of their own for as long as mounting takes.
    outer = ("unshare", "-m") if uid == 0 else ("unshare", "-rm")
    back = "" if uid == 0 else f"unshare -U --map-user={uid} --map-group={gid}"
    if not works(*outer, "sh", "-c", f"mount -t tmpfs none /mnt && {back} true"):
        pytest.skip("no private mount namespace is allowed here: no disk can be made small")

    def before(folder, size):
        folder.mkdir(exist_ok=True)
        mount = f'mount -t tmpfs -o size={size},mode=0777 none "$0" && exec {back} "$@"'
        return (*outer, "sh", "-c", mount, folder)

    return before
