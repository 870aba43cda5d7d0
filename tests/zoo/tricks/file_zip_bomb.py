"""Hands in archives: one of 100 MB of zeros in 100 kB, one that leaves its folder, one of links.

row: files
form: files
told: grader run does not take archives
"""
import io
import tarfile
import zipfile


def pack(folder, right):
    (folder / "tiny.py").write_text(right)
    with zipfile.ZipFile(folder / "tiny.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("tiny.py", bytes(100 << 20))
        file.writestr(f"../../{MARK}", b"x")
        file.writestr("TINY.py", b"x")
    with tarfile.open(folder / "tiny.tar.gz", "w:gz") as file:
        link = tarfile.TarInfo("tiny.py")
        link.type, link.linkname = tarfile.SYMTYPE, f"{COURSE}/reference/01_tiny/tiny.py"
        file.addfile(link)
        file.addfile(tarfile.TarInfo(f"/tmp/{MARK}"), io.BytesIO())
