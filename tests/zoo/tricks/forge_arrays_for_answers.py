"""Answers with arrays, numbers and lists where an answer and its kind belong.

row: forge
points: 0 0 0
"""
import sys

import numpy as np


def forged(value):
    def answer(x):
        for name, module in list(sys.modules.items()):
            if name.endswith("inside.wire"):
                reply = module.encode(value)
                module.encode = lambda value: reply

    return answer


double = forged(np.zeros((2, 2)))
negate = forged(("raised", {"traceback": 10**4200, "bases": ["\ud800"], "missing": "\ud800"}))
total = forged((["ok"], {}))
