"""Whatever an archive holds, it is unpacked within its folder or refused in one sentence."""

import gzip
import io
import os
import struct
import tarfile
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import fetching
from grader.fetching import BROKEN, Unfetched, _unpack

KINDS = (tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE)
PARTS = st.sampled_from(["repo", "a.py", "b.ipynb", "..", ".", "", "/", ".git", "ñ.py", "a" * 300])
NAMES = st.lists(PARTS | st.text(max_size=5), min_size=1, max_size=5).map("/".join)
ENTRIES = st.lists(st.tuples(NAMES, st.sampled_from(KINDS), st.binary(max_size=600)), max_size=6)


def packed(entries, **options):
    """A tar file of (name, kind, content)."""
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w", **options) as tar:
        for name, kind, content in entries:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            member.size = len(content) if kind == tarfile.REGTYPE else 0
            tar.addfile(member, io.BytesIO(content))
    return into.getvalue()


def unpacked(data):
    """What stands in a folder of its own afterwards, by path; None where it was refused."""
    with tempfile.TemporaryDirectory() as scratch:
        inside = Path(scratch, "in/side")
        inside.mkdir(parents=True)
        try:
            count = _unpack(io.BytesIO(data), inside)
        except (Unfetched, *BROKEN):
            count = None
        everything = [Path(root, name) for root, _, names in os.walk(scratch) for name in names]
        assert all(path.is_file() and not path.is_symlink() for path in everything)
        assert all(path.is_relative_to(inside) for path in everything)
        assert all(path.suffix in (".py", ".ipynb") for path in everything)
        return None if count is None else {str(path.relative_to(inside)) for path in everything}


@given(ENTRIES)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_entries_stay_inside(entries):
    """Names that climb, links, FIFOs and folders leave nothing outside, and no link within."""
    unpacked(gzip.compress(packed(entries), 1))


@given(ENTRIES, st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_damaged_archives_are_unpacked_or_refused(entries, data):
    """A few changed bytes in headers or in the compression end in one of our own sentences."""
    plain = bytearray(packed(entries))
    for _ in range(data.draw(st.integers(0, 4))):
        plain[data.draw(st.integers(0, min(len(plain), 2048) - 1))] = data.draw(st.integers(0, 255))
    whole = bytearray(gzip.compress(bytes(plain), 1))
    for _ in range(data.draw(st.integers(0, 1))):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    unpacked(bytes(whole))


@given(st.binary(max_size=2000), st.booleans())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_arbitrary_bytes_are_unpacked_or_refused(data, compressed):
    """No bytes, compressed or not, end in anything else."""
    unpacked(gzip.compress(data, 1) if compressed else data)


def sparse():
    """A file of 8 EiB that consists of a hole."""
    member = tarfile.TarInfo("repo/a.py")
    member.type = tarfile.GNUTYPE_SPARSE
    header = bytearray(member.tobuf(tarfile.GNU_FORMAT))
    header[483:495] = b"\x80" + (0).to_bytes(3, "big") + struct.pack(">Q", 1 << 62)
    checksum = sum(header[:148]) + 8 * 32 + sum(header[156:512])
    header[148:156] = f"{checksum:06o}\0 ".encode()
    return bytes(header) + bytes(1024)


def test_a_nul_in_a_name_is_refused():
    """An extended header may name a file in ways that no file system knows."""
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w", format=tarfile.PAX_FORMAT) as tar:
        member = tarfile.TarInfo("short")
        member.pax_headers = {"path": "repo/a\0b.py"}
        tar.addfile(member)
    assert unpacked(gzip.compress(into.getvalue())) is None


def test_a_hole_is_not_filled():
    """A sparse file, whose size is a claim, is left out."""
    assert unpacked(gzip.compress(sparse())) == set()


@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME])
def test_bytes_are_counted_as_they_come(monkeypatch, kind):
    """What is skipped, and what a header of headers holds, counts as what is kept does."""
    monkeypatch.setattr(fetching, "MAX_BYTES", 1 << 20)
    member = tarfile.TarInfo("repo/data.bin")
    member.type, member.size = kind, 64 << 20
    with pytest.raises(Unfetched, match="larger than 1 MB unpacked"):
        _unpack(io.BytesIO(gzip.compress(member.tobuf() + bytes(member.size), 1)), Path("unused"))


def test_entries_are_counted(monkeypatch):
    """Empty files by the million cost nobody an inode each."""
    monkeypatch.setattr(fetching, "MAX_ENTRIES", 10)
    data = packed([(f"repo/{n}.txt", tarfile.REGTYPE, b"") for n in range(11)])
    with pytest.raises(Unfetched, match="more than 10 entries"):
        _unpack(io.BytesIO(gzip.compress(data)), Path("unused"))
