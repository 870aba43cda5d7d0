"""The whole zoo, graded once in each setting for all that is asked of it."""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.settings import NOBODY, grader, made_up, obstacle
from tests.zoo.zoo import Zoo

# Two at a time, never of one user: the system counts processes by user.
TOGETHER = (
    ("bubblewrap", "neither, ordinary user"),
    ("neither", "bubblewrap, ordinary user"),
)
SETTINGS = [setting for together in TOGETHER for setting in together]


def graded(setting, tmp):
    """The whole zoo, graded in one setting."""
    folder = tmp / setting.replace(", ", "-").replace(" ", "-")
    folder.mkdir()
    zoo = Zoo(folder)
    zoo.run(grader(setting), user=NOBODY if made_up(setting) else None)
    return zoo


@pytest.fixture(scope="session")
def zoos():
    """setting -> its zoo, for the settings that can be had here."""
    tmp, found = Path(tempfile.mkdtemp(prefix="zoo-")), {}
    tmp.chmod(0o755)  # an ordinary user passes, which pytest's own folders do not allow
    for together in TOGETHER:
        able = [setting for setting in together if not obstacle(setting)]
        with ThreadPoolExecutor(2) as pool:
            found |= dict(zip(able, pool.map(lambda name: graded(name, tmp), able), strict=True))
    yield found
    shutil.rmtree(tmp)


@pytest.fixture(params=SETTINGS)
def zoo(request, zoos):
    """The whole zoo, graded in each setting."""
    if why := obstacle(request.param):
        pytest.skip(f"{request.param}: {why}")
    return zoos[request.param]
