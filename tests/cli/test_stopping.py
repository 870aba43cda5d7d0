"""A signal ends a run between two records, never within one."""

import os
import signal

import pytest

from grader.cli.stopping import SIGNALS, Stopping, interruptible


@pytest.fixture(autouse=True)
def _heard():
    """Whoever started the tests may have had signals ignored, as nohup does."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number in SIGNALS:
        signal.signal(number, signal.default_int_handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def ask(number=signal.SIGTERM):
    """Send this process a signal."""
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_interrupts(number):
    """Ctrl-C, a scheduler's SIGTERM and a closed terminal all end the block at once."""
    with Stopping(), interruptible() as block:
        ask(number)
        pytest.fail("the signal came to nothing")
    assert block.interrupted


def test_a_record_is_finished_first():
    """While a record is being kept a signal waits; it is acted upon right afterwards."""
    kept = []
    with Stopping() as stopping, interruptible() as block:
        with stopping.held():
            ask()
            kept.append("record")
        kept.append("next")
    assert (kept, block.interrupted) == (["record"], True)


def test_impatience_does_not_cut_the_end_short():
    """Further signals while the run is being ended are ignored."""
    with Stopping(), interruptible() as block:
        try:
            ask()
        finally:
            ask()
            ended = True
    assert (block.interrupted, ended) == (True, True)


def test_what_was_ignored_stays_ignored():
    """A run that was started with nohup goes on when its terminal closes."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with Stopping():
        ask(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_handlers_are_put_back():
    """After the run the caller's own handlers stand again."""
    before = signal.getsignal(signal.SIGINT)
    with Stopping():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
