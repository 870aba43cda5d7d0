"""Prints the commands that GitHub's runners obey.

row: forge
"""
import sys

for line in (
    "::set-output name=points::4", "::notice title=Grade::4 of 4", "::error file=a,line=1::zoo",
    "::add-mask::a", "::stop-commands::zoo", "::set-env name=PATH::/tmp", "::group::zoo",
    "##[set-output name=points]4", "\r::warning::zoo", "::save-state name=isPost::true",
):
    print(line, flush=True)
    print(line, file=sys.stderr, flush=True)


def negate(x):
    print("::set-output name=points::4")
    return -x
