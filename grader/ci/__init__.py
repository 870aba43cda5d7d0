"""Public checks in a repository, told to whoever reads GitHub's runs: `grader ci`.

Theory of operation. A kit's public checks take the place of the hidden ones in slots like those of
`grader run`: the student's code runs in the sandbox and gives data, the verdict is made outside.
What comes of it is advice all the same, since whoever can push can edit the workflow.

    kit.py       the checks, copied out of a kit into a private folder
    work.py      which files of the repository are judged, and judging them
    sheets.py    what was found, as every format tells it, in whole points
    commands.py  workflow commands, and text of others that can be none
    log.py, summary.py, classroom.py, classroom50.py, junit.py   the formats: sheets in, text out
    github.py    the files and variables of a workflow's step

A fault of ours ends in the status `error`, with no points at stake, and in no mark.
"""
