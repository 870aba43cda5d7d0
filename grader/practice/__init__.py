"""Public checks on one's own work, at once and on any system: `grader check`, `grader.check()`.

Theory of operation. No sandbox: it is the student's own machine, and public checks hold nothing
hidden. The checks, their verdicts and their sentences are those of the examiner (`running.py`);
only who is asked differs.

    finding.py    which assignment, which file, which language
    worker.py     a process for `grader check`: loads the file (`forms.py`), runs the checks
    supervise.py  its other end: a worker that hangs is ended, and another one goes on behind it
    live.py       `grader.check()` in a notebook, on the names that are defined there
    deadline.py   ends an endless loop inside a process; what it cannot end, `supervise.py` does
    text.py, card.py   what the student reads, in a terminal and in a notebook
"""
