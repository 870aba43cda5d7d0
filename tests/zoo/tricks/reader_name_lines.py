"""Is called by line ends, escapes, bells and a runner's command.

row: reader
called: a\n::set-output name=points::4\r\x1b[2J\x07\x1b]0;zoo\x07\t=1
"""
