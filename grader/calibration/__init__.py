"""Thresholds from measured distributions: measure, bound, prove, write, draw."""
