"""Raises an error whose text, name, class and notes run code, hang or shout.

row: end
points: 0 0 0
"""


class Meta(type):
    __name__ = property(lambda cls: (_ for _ in ()).throw(KeyboardInterrupt))


class Loud(Exception, metaclass=Meta):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__
    __notes__ = property(lambda self: "x" * (1 << 20))


def double(x):
    raise Loud


def negate(x):
    raise type("<script>zoo()</script>\x1b[2J", (Exception,), {"__str__": lambda self: CANARY[::-1]})()


def total(x):
    raise ValueError("\x1b]0;zoo\x07<script>zoo()</script>" * 9999)
