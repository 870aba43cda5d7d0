"""Audits checks: mutants of the reference, and every solution whose verdict we know."""
