"""GPUs: found by using them, lent in shares, seen by the sandbox only where they are used."""

import json
import subprocess

import pytest

from grader.faults import UsageFault
from grader.gpu import Gpu
from grader.sandbox import gpus
from grader.sandbox.gpus import GIB, PRETENDED, Card, Devices, NoGpu
from grader.sandbox.launch import environment, host_command, make_plan
from grader.sandbox.layers import Layers

BIG = Card("Big", 80 * GIB)
FILES = ("/dev/nvidiactl", "/dev/nvidia0")


@pytest.fixture
def machine(monkeypatch):
    """A function: pretend a machine whose driver has files and whose trial ends so."""
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)

    def pretend(files=FILES, cards=(), status=0, said=""):
        told = json.dumps([{"name": c.name, "memory_bytes": c.memory_bytes} for c in cards])
        done = subprocess.CompletedProcess([], status, f"noise\n{told}\n", said)
        monkeypatch.setattr(gpus, "files", lambda: files)
        monkeypatch.setattr(gpus.subprocess, "run", lambda *_, **__: done)

    return pretend


@pytest.mark.parametrize(
    ("pretended", "why"),
    [
        ({"files": ()}, "this machine has no NVIDIA GPU"),
        ({}, "PyTorch finds no GPU"),
        ({"status": 1, "said": "Trace\nPyTorch is built without CUDA here\n"}, "without CUDA here"),
        ({"status": -11}, "its trial ended with -11"),
    ],
)
def test_a_gpu_that_cannot_be_used_is_told(machine, pretended, why):
    """Asked for, its checks are not judged and the sentence says why; else it is left alone."""
    machine(**pretended)
    chosen, said = gpus.choose("cuda", None)
    assert why in chosen.lacking
    assert said.startswith(f"--device cuda: {chosen.lacking}: ")
    chosen, said = gpus.choose("auto", None)
    assert chosen == PRETENDED
    assert (why in said) == bool(pretended.get("files", FILES))


def test_without_asking_no_gpu_is_looked_for(monkeypatch):
    """`--device cpu` starts no process to look for one."""
    monkeypatch.setattr(gpus, "find", lambda: pytest.fail("it was looked for"))
    assert gpus.choose("cpu", None) == (PRETENDED, "")


def test_nothing_is_tried_where_nothing_may_be_left_to_do(machine, monkeypatch):
    """To see what is left to grade, a driver's files are enough; the digest is the tried one's."""
    machine(cards=[BIG])
    tried, _ = gpus.choose("auto", None)
    monkeypatch.setattr(gpus, "trial", lambda: pytest.fail("it was tried"))
    guessed, said = gpus.choose("auto", None, untried=True)
    assert (guessed.digest("a"), said) == (tried.digest("a"), "")
    machine(files=())
    assert gpus.choose("auto", None, untried=True) == (PRETENDED, "")


@pytest.mark.parametrize("asked", ["auto", "cuda"])
def test_slots_by_memory(machine, asked):
    """One slot for each 4 GiB; as many as are asked for where each has 2 GiB; no more."""
    machine(cards=[BIG])
    assert gpus.choose(asked, None)[0].slots == 20
    assert gpus.choose(asked, 40)[0].slots == 40
    with pytest.raises(UsageFault, match=r"41: Big has 80\.0 GiB, .* enough for 40"):
        gpus.choose(asked, 41)


def test_shares_of_one_gpu():
    """Each slot may take an equal part, less what CUDA itself takes for each process."""
    gpu = Devices((BIG,), slots=4).gpu(3)
    assert gpu == Gpu("0", (20 - 1) / 80)
    assert Devices().gpu(0) is None


def test_slots_take_turns_on_several_gpus(machine, monkeypatch):
    """Slots are dealt out over the GPUs that the caller may see, by the caller's own names."""
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    machine(cards=[BIG, BIG])
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "5, 7")
    chosen, _ = gpus.choose("auto", 3)
    assert [chosen.gpu(slot).visible for slot in range(3)] == ["5", "7", "5"]
    assert chosen.gpu(1).fraction == (40 - 1) / 80


def test_trial_hides_other_gpus(monkeypatch):
    """A trial of one GPU sees that one alone."""
    seen = []

    def run(*_, env, **__):
        seen.append(env["CUDA_VISIBLE_DEVICES"])
        raise subprocess.TimeoutExpired([], 1)

    monkeypatch.setattr(gpus.subprocess, "run", run)
    with pytest.raises(NoGpu, match="could not be tried"):
        gpus.trial("3")
    assert seen == ["3"]


def test_what_judged_tells_the_devices_apart():
    """The pretended GPU changes no digest; a real one, or none where one was asked for, does."""
    found = {d.digest("a" * 64) for d in (PRETENDED, Devices((BIG,), 1), Devices(lacking="none"))}
    assert len(found) == 3
    assert PRETENDED.digest("a" * 64) == "a" * 64
    assert {len(digest) for digest in found} == {64}


def test_records_name_the_gpu():
    """The record of a grade names the GPU, or says why there was none."""
    assert Devices((BIG, BIG), 2).shown == "Big"
    assert Devices(lacking="it is broken").shown == "none: it is broken"
    assert PRETENDED.shown == "pretended"


@pytest.mark.parametrize("namespaces", [True, False])
def test_sandbox_shows_gpus_only_where_they_are_used(namespaces):
    """Device files and the driver's facts are in the plan and in bubblewrap's words, or not."""
    layers = Layers(bubblewrap="/usr/bin/bwrap", namespaces=namespaces)
    without, with_gpu = make_plan(layers), make_plan(layers, devices=FILES)
    assert without.devices == ()
    assert not [path for path in without.readable if "nvidia" in path]
    assert with_gpu.devices == FILES
    assert "/proc/driver/nvidia" in with_gpu.readable
    words = " ".join(host_command(layers, with_gpu))
    assert "--dev-bind-try /dev/nvidia0 /dev/nvidia0" in words
    assert "nvidia" not in " ".join(host_command(layers, without))


def test_warm_processes_see_no_gpu():
    """Hosts start without a GPU, and are not to ask the driver for one."""
    found = environment()
    assert found["CUDA_VISIBLE_DEVICES"] == ""
    assert found["PYTORCH_NVML_BASED_CUDA_CHECK"] == "1"
