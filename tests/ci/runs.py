"""A student's repository and `grader ci` on it, with the variables that GitHub sets."""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
GRADER = Path(sys.executable).with_name("grader")
RIGHT = (
    "def double(x):\n    return x + x\n\n\n"
    "def negate(x):\n    return -x\n\n\n"
    "def total(x):\n    return x.sum()\n"
)
FACTS = {
    "CLASSROOM": "nlp",
    "ASSIGNMENT": "tiny",
    "SUBMISSION_TAG": "submit/1",
    "USERNAME": "ana",
    "OWNER": "our-school",
    "ASSIGNMENT_TYPE": "individual",
    "COMMIT_URL": "https://example.org/commit",
    "RELEASE_URL": "https://example.org/release",
    "REVIEW_URL": "https://example.org/review",
}


class Repository:
    """A student's repository, made from the small kit, and a step's files beside it."""

    def __init__(self, tmp):
        self.tmp, self.folder, self.temp = tmp, tmp / "repository", tmp / "temp"
        shutil.copytree(HERE / "kit", self.folder)
        self.temp.mkdir()
        self.work = self.folder / "01_tiny" / "tiny.py"
        self.feedback = self.temp / "feedback"
        self.code, self.log, self.said = None, "", ""

    def variables(self, **more):
        """A step's environment."""
        names = {
            "GITHUB_WORKSPACE": self.folder,
            "GITHUB_REPOSITORY": "our-school/tiny-ana",
            "GITHUB_OUTPUT": self.temp / "output",
            "GITHUB_STEP_SUMMARY": self.temp / "summary.md",
            "RUNNER_TEMP": self.temp,
        }
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "RUNNER_"))}
        return {**kept, **{k: str(v) for k, v in names.items()}, **more}

    def run(self, *command, **more):
        """Run a command in the repository as a step of a workflow does."""
        done = subprocess.run(
            [*map(str, command)],
            cwd=self.folder,
            env=self.variables(**more),
            capture_output=True,
            text=True,
            timeout=300,  # a whole run, on a machine that does much else
            check=False,
        )
        self.code, self.log, self.said = done.returncode, done.stdout, done.stderr
        return self

    def ci(self, *words, **more):
        """Run `grader ci`."""
        return self.run(GRADER, "ci", *words, **more)

    @property
    def outputs(self):
        """The step's outputs."""
        lines = (self.temp / "output").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def summary(self):
        """The job's summary."""
        return (self.temp / "summary.md").read_text(encoding="utf-8")

    def commands(self):
        """The commands that a runner obeys in the log: (name and properties, message)."""
        found, stopped = [], None
        for line in self.log.splitlines():
            if stopped:
                stopped = None if line.strip() == f"::{stopped}::" else stopped
            elif line.strip().startswith(("::", "##[")):
                head, _, message = line.strip()[2:].partition("::")
                stopped = message if head == "stop-commands" else None
                found.append((head, message))
        assert stopped is None
        return found

    def commit(self):
        """Make the folder a repository of git with one commit; returns its date."""
        git = ("git", "-c", "user.name=Ana", "-c", "user.email=ana@example.org")
        date = {"GIT_AUTHOR_DATE": "1767225600 -0500", "GIT_COMMITTER_DATE": "1767229200 -0500"}
        for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "work")):
            subprocess.run([*git, *words], cwd=self.folder, env={**os.environ, **date}, check=True)
        return "2026-01-01T01:00:00Z"


def reported(**results):
    """What a reporter sums over its runners: score, maximum, and each runner's JSON."""
    variables = {f"{name.upper()}_RESULTS": text for name, text in results.items()}
    runners = [json.loads(base64.b64decode(text)) for text in variables.values()]
    score = sum(test["score"] for runner in runners for test in runner["tests"])
    return score, sum(runner["max_score"] for runner in runners), runners
