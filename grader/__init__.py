"""An assignment harness for a PyTorch course: discover, load, sandbox, examine, record, report."""

__version__ = "0.1.0"
