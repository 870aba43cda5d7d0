"""Poisons the compiled files beside torch's modules.

row: write
"""
import importlib.util
import os

import torch

target = importlib.util.cache_from_source(torch.__file__)
tried(lambda: open(target, "r+b").close())
tried(lambda: os.rename(target, target + MARK))
