"""What is said about this machine is what was tried on it."""

import os

import pytest

from grader.faults import UsageFault
from grader.inside.plan import Plan
from grader.inside.trial import Finding, Report
from grader.sandbox import doctor, launch, layers, reach, remedies


def report(*failed):
    """A rehearsal in which the attacks on these layers succeeded."""
    return Report([Finding(name, "attack", "EPERM", name not in failed) for name in layers.NAMES])


def test_detection_is_complete():
    """Every run starts with a detection, which tells of each layer."""
    found = layers.detect("best-effort")
    assert tuple(row.name for row in found.rows) == layers.NAMES
    assert set(found.summary()) == set(layers.NAMES)


def test_off_tries_nothing(monkeypatch):
    """`--sandbox off` starts a plain process and says so in the record."""
    monkeypatch.setattr(layers, "rehearse", None)
    off = layers.detect("off")
    assert set(off.summary().values()) == {"none"}
    assert launch.host_command(off, Plan(), ["python"]) == ["python"]


@pytest.mark.parametrize("name", layers.NEEDED)
def test_missing_layer_stops_the_run(monkeypatch, name):
    """`require` names what is missing and what mends it, in one sentence."""
    monkeypatch.setattr(layers, "rehearse", lambda found: report(name))
    with pytest.raises(UsageFault, match="To mend it: ") as fault:
        layers.detect("require")
    assert remedies.WORDS[name] in str(fault.value)


def test_best_effort_goes_on(monkeypatch):
    """`best-effort` records what is missing and grades all the same."""
    monkeypatch.setattr(layers, "rehearse", lambda found: report("network"))
    found = layers.detect("best-effort")
    assert found.missing() == ("network",)
    assert found.summary()["network"] == "none"
    assert doctor.verdict(found).startswith("NOT safe for hostile code")


def test_weaker_arrangement_is_taken_where_the_stronger_fails(monkeypatch):
    """A machine without user namespaces is still of use, and the doctor tells why it is weaker."""
    refused = Report(fault="OSError: unshare: Operation not permitted")
    monkeypatch.setattr(layers, "rehearse", lambda found: refused if found.namespaces else report())
    found = layers.detect("require")
    assert not found.namespaces
    assert ("not available", "namespaces", refused.fault) in doctor.rows(found)
    assert "DataLoader" in doctor.verdict(found)


def test_nothing_works(monkeypatch):
    """Where no arrangement comes up at all, the run stops, and the doctor has its table."""
    monkeypatch.setattr(layers, "rehearse", lambda found: Report(fault="no"))
    found = layers.detect("best-effort")
    assert found.missing() == layers.NEEDED
    assert len(doctor.rows(found)) > len(layers.NAMES)


def test_libseccomp_is_named_where_it_is_missing(monkeypatch):
    """The remedy for a missing library is the package that brings it."""
    monkeypatch.setattr(remedies, "_library", lambda: False)
    sudo = "" if os.geteuid() == 0 else "sudo "
    assert remedies.command(("syscalls",)) == f"{sudo}apt-get install libseccomp2"


@pytest.mark.parametrize(
    ("file", "text", "command"),
    [
        ("apparmor_restrict_unprivileged_userns", "1", "apparmor_restrict_unprivileged_userns=0"),
        ("unprivileged_userns_clone", "0", "unprivileged_userns_clone=1"),
        ("max_user_namespaces", "0", "max_user_namespaces=15000"),
    ],
)
def test_setting_that_forbids_namespaces_is_named(monkeypatch, file, text, command):
    """The one setting that stands in the way is given as a command to type."""
    monkeypatch.setattr(remedies.reach, "unreachable", lambda paths: None)
    monkeypatch.setattr(remedies, "_read", lambda path: text if path.endswith(file) else "")
    assert remedies.command(("files",)).endswith(command)


def test_root_without_bubblewrap_needs_a_python_for_all(monkeypatch):
    """Root's own Python, which nobody else can reach, is of use in bubblewrap only."""
    monkeypatch.setattr(remedies.os, "geteuid", lambda: 0)
    monkeypatch.setattr(remedies.shutil, "which", lambda name: None)
    monkeypatch.setattr(remedies.reach, "unreachable", lambda paths: "/root")
    assert remedies.command(("user",)).startswith("apt-get install bubblewrap (other users")


def test_folder_closed_to_others_is_found(tmp_path):
    """The first folder that another user may not pass is the one to name."""
    closed = tmp_path / "closed"
    (closed / "python").mkdir(parents=True)
    closed.chmod(0o700)
    os.chmod(tmp_path, 0o755)
    found = reach.unreachable([str(closed / "python")])
    assert found is not None
    assert str(closed).startswith(found)


def test_siblings_are_granted_instead_of_the_parent(tmp_path):
    """Landlock grants whole trees, so what is hidden needs its siblings granted one by one."""
    for name in ("a/secret", "a/open", "b"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "link").symlink_to("a")
    whole, names = reach.without([str(tmp_path)], [str(tmp_path / "a/secret")])
    assert whole == (str(tmp_path / "a/open"), str(tmp_path / "b"))
    assert names == (str(tmp_path), str(tmp_path / "a"))


def test_hidden_folder_is_masked_by_every_name(tmp_path):
    """A folder that is bound under two names is hidden under both."""
    (tmp_path / "real/venv/secret").mkdir(parents=True)
    (tmp_path / "other").symlink_to("real")
    paths = [str(tmp_path / "other/venv"), str(tmp_path / "real/venv"), "/usr"]
    masked = reach.lying_in([str(tmp_path / "real/venv/secret")], paths)
    assert masked == tuple(f"{path}/secret" for path in paths[:2])


def test_only_what_is_needed_is_shown():
    """Of the course and of homes nothing is bound but the interpreter and one folder of ours."""
    shown = reach.needed()
    allowed = (*reach.interpreter(), str(reach.INSIDE))
    private = [path for path in shown if not path.startswith(("/usr", "/etc/", "/sys/", "/lib"))]
    assert [path for path in private if path not in ("/bin", "/sbin", *allowed)] == []
    assert not any(path.startswith(("/etc/shadow", "/etc/ssl")) for path in shown)
