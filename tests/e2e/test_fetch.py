"""Students' repositories are fetched from a server that speaks like GitHub, on loopback."""

import io
import json
import os
import subprocess
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.e2e.small import GRADER, SOLUTION, sentence

FILES = {"tiny.py": SOLUTION, "01_tiny/tiny.py": SOLUTION, "README.md": "hello", ".x/a.py": ""}


def archive(files, links=(), climbing=False):
    """A repository as GitHub packs it."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, text in files.items():
            member = tarfile.TarInfo(f"school-repo-1234567/{name}")
            member.size = len(text.encode())
            tar.addfile(member, io.BytesIO(text.encode()))
        for name in links:
            member = tarfile.TarInfo(f"school-repo-1234567/{name}")
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            tar.addfile(member)
        if climbing:
            tar.addfile(tarfile.TarInfo("x/../../../escaped.py"))
    return packed.getvalue()


REPOSITORIES = {
    "tiny-ana": archive(FILES),
    "tiny-eva": archive({}, links=["tiny.py"], climbing=True),
    "tiny-new": None,  # nothing was pushed
    "tiny": archive(FILES),  # the template
    "other-ana": archive(FILES),
    **{f"more-{number}": None for number in range(110)},  # a second page
    "tiny-zoe": archive(FILES),
}


class GitHub(BaseHTTPRequestHandler):
    """Two pages of repositories, and downloads from another host."""

    heard: ClassVar[list] = []
    broken: ClassVar[set] = set()

    def do_GET(self):
        parts = urlsplit(self.path)
        words = parts.path.strip("/").split("/")
        type(self).heard.append((self.headers["Host"], words[0], self.headers["Authorization"]))
        if words[0] == "orgs" and words[1] == "school":
            page = int(parse_qs(parts.query)["page"][0])
            names = list(REPOSITORIES)[100 * (page - 1) : 100 * page]
            return self.say(200, json.dumps([{"name": name} for name in names]).encode())
        found = REPOSITORIES.get(words[-1] if words[0] == "packed" else words[2])
        if words[0] == "repos" and found:
            port = self.server.server_address[1]
            return self.say(302, b"", f"http://localhost:{port}/packed/{words[2]}")
        if words[0] == "packed" and words[-1] in type(self).broken:
            return self.say(200, found[: len(found) // 2])
        return self.say(200, found) if found else self.say(404, b"{}")

    def say(self, status, body, location=None):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Silent."""


@pytest.fixture
def fetch(tmp_path):
    """`grader fetch` against the fake server, with a token."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), GitHub)
    GitHub.heard, GitHub.broken = [], set()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"

    def run(organisation="school", token="staff-only", prefix="tiny"):
        environment = {**os.environ, "GITHUB_API_URL": url, "GH_TOKEN": token}
        words = ("fetch", organisation, "--prefix", prefix, "--to", tmp_path / "class")
        command = [str(word) for word in (GRADER, *words)]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=60, env=environment, check=False
        )

    yield run
    server.shutdown()
    thread.join()
    server.server_close()


def test_each_students_repository_is_fetched(fetch, tmp_path):
    """Both pages are read; modules are kept, links, hidden and climbing names are not."""
    done = fetch()
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        "grader: eva: no module and no notebook was pushed.",
        "grader: new: no module and no notebook was pushed.",
    ]
    folder = tmp_path / "class"
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    both = ("tiny.py", "01_tiny/tiny.py")
    assert files == {f"{login}/{name}" for login in ("ana", "zoe") for name in both}
    assert {path.name for path in folder.iterdir()} == {"ana", "eva", "new", "zoe"}
    assert not list(tmp_path.rglob("escaped.py"))


def test_the_token_goes_to_the_api_alone(fetch):
    """A download is redirected to another host, which never hears staff's token."""
    assert fetch().returncode == 0
    assert {told for _, what, told in GitHub.heard if what == "packed"} == {None}
    assert {told for _, what, told in GitHub.heard if what != "packed"} == {"Bearer staff-only"}


def test_a_repository_that_breaks_off_keeps_what_was_there(fetch, tmp_path):
    """A broken download is told, exits 1, and takes neither others' work nor an earlier copy."""
    assert fetch().returncode == 0
    GitHub.broken = {"tiny-zoe"}
    done = fetch()
    assert done.returncode == 1
    assert "grader: school/tiny-zoe: " in done.stderr
    assert (tmp_path / "class/zoe/tiny.py").read_text() == SOLUTION
    assert not list((tmp_path / "class").glob(".fetch-*"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"token": ""}, "GH_TOKEN is not set"),
        ({"organisation": "nowhere"}, "nowhere: its repositories cannot be listed (HTTP Error 404"),
        ({"prefix": "algebra"}, "school: no repository there is called algebra-LOGIN."),
    ],
)
def test_what_cannot_be_fetched_is_one_sentence(fetch, change, why):
    """No token, a wrong organisation or prefix: one sentence, exit 2."""
    done = fetch(**change)
    assert (done.returncode, done.stdout) == (2, "")
    assert why in sentence(done)
