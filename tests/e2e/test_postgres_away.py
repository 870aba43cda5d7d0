"""A PostgreSQL server that restarts or stays away while a class is graded into it."""

import os
import subprocess
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from grader.gradebook import open_gradebook
from grader.gradebook.schema import metadata
from tests.e2e.small import FULL, SOLUTION, sentence

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(200)]
SLOW = f"import time\n\ntime.sleep(1)\n{SOLUTION}"
STUDENTS = ("ana", "bea", "eva", "leo")


class Server:
    """The server that .ci/postgres started, to be stopped and started again."""

    def __init__(self, url):
        self.url = url
        self.home = Path(make_url(url).query["host"])

    def control(self, *words):
        """Call pg_ctl as the user whose server it is."""
        user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*user, "env", f"PATH={os.environ['PATH']}", "pg_ctl", "-D", self.home / "data"]
        subprocess.run(
            [*command, "-w", *words],
            cwd=self.home,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=60,
        )

    def start(self):
        """Start it as it was started first."""
        words = (self.home / "data/postmaster.opts").read_text().split('"')[1::2]
        options = " ".join(words[words.index("-c") :] if "-c" in words else words)
        self.control("-l", self.home / "server.log", "-o", options, "start")

    @contextmanager
    def away(self):
        """Gone like a server that crashes; back at the end."""
        self.control("-m", "immediate", "stop")
        try:
            yield
        finally:
            self.start()


@pytest.fixture
def server():
    """The server, whose gradebook is removed at the end."""
    server = Server(os.environ["GRADER_TEST_POSTGRES"])
    yield server
    with open_gradebook(server.url) as book, book.engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))


@pytest.fixture
def started(klass, server):
    """A run whose first student is graded and whose second keeps its slot for a while."""
    for student in STUDENTS:
        klass.hand_in(student, SOLUTION if student == "ana" else SLOW)
    with klass.start("--jobs", "1", "--gradebook", server.url) as process:
        assert process.stdout.readline().startswith("1/4 ana")
        yield process


def attempts(server):
    """student -> attempts in the gradebook."""
    query = text(
        "SELECT student.name FROM attempt JOIN submission ON submission.id = submission_id "
        "JOIN student ON student.id = student_id"
    )
    with open_gradebook(server.url) as book, book.engine.connect() as connection:
        return Counter(connection.execute(query).scalars())


def test_a_server_that_restarts_is_waited_for(klass, server, started):
    """Grading goes on as if nothing had been: nothing lost, nothing twice, exit 0."""
    with server.away():
        time.sleep(3)  # a submission is judged meanwhile, and has to be recorded
    _, err = started.communicate(timeout=100)
    assert (started.returncode, err) == (0, "")
    assert attempts(server) == dict.fromkeys(STUDENTS, 1)


def test_a_server_that_stays_away_ends_the_run(klass, server, started):
    """After a while the run ends in one sentence; what was graded is kept, the rest comes later."""
    with server.away():
        _, err = started.communicate(timeout=100)
    assert started.returncode == 1
    assert "the gradebook cannot be used" in err
    assert "What was graded before is kept." in err
    assert err.count("\n") == 1
    assert attempts(server) == {"ana": 1}
    done = klass.run("--gradebook", server.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert attempts(server) == dict.fromkeys(STUDENTS, 1)
    assert {tuple(klass.points(student).items()) for student in STUDENTS} == {tuple(FULL.items())}


def test_a_server_that_is_not_there(klass, tmp_path):
    """A server that nobody runs is one sentence, and nothing is graded."""
    klass.hand_in("ana")
    done = klass.run("--gradebook", f"postgresql+psycopg://grader@/grader?host={tmp_path}")
    assert done.returncode == 2
    assert "the gradebook cannot be used" in sentence(done)
