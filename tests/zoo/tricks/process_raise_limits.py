"""Raises its own limits.

row: exhaust
"""
import resource

for kind in (resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE):
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        tried(lambda: resource.setrlimit(kind, (hard + 1, hard + 1)))
