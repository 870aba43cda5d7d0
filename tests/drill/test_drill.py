"""The device drill: right programs pass as on a GPU, wrong ones fail as on a GPU, nothing stays."""

import gc
import inspect
import threading
import tracemalloc
from contextlib import suppress

import pytest
import torch
from torch.jit._builtins import _get_builtin_table

from grader.inside.drill import Unassessable, drilled
from tests.drill import programs

RIGHT = [
    function
    for _, function in inspect.getmembers(programs, inspect.isfunction)
    if function.__module__ == programs.__name__ and not function.__name__.startswith("_")
]
MIXED = "Expected all tensors to be on the same device, but found at least two devices"
OWN = (torch.zeros, torch.rand, torch.Tensor.to, torch.Tensor.numpy)  # as `from torch import zeros`


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("program", RIGHT, ids=lambda program: program.__name__)
def test_right_program_lies_where_it_should(program):
    """No right way through PyTorch raises or ends on the wrong device."""
    with drilled(vars(programs)):
        assert str(program().device) == "cuda:0"


MISTAKES = {
    "zeros": lambda x: x + torch.zeros(3, 4),
    "zeros_imported": lambda x: x + OWN[0](3, 4),
    "device_cpu": lambda x: x * torch.ones(3, 4, device="cpu"),
    "data": lambda x: x + torch.tensor([1.0, 2.0, 3.0, 4.0]),
    "legacy": lambda x: x + torch.FloatTensor([1.0, 2.0, 3.0, 4.0]),
    "from_numpy": lambda x: x + torch.from_numpy(torch.ones(4).numpy()),
    "product": lambda x: x @ torch.randn(4, 2),
    "cat": lambda x: torch.cat([x, torch.zeros(1, 4)]),
    "brought_back": lambda x: x + x.cpu(),
    "moved_by_name": lambda x: OWN[2](x, "cpu") + x,
    "sum_on_the_cpu": lambda x: torch.tensor(0.0).add_(x.sum()),
    "model_on_the_cpu": lambda x: torch.nn.Linear(4, 2)(x),
    "labels": lambda x: torch.nn.functional.cross_entropy(x, torch.tensor([0, 1, 2])),
    "mask": lambda x: x.masked_fill(torch.ones(3, 4) > 0, 0),
    "values": lambda x: x.index_put_((torch.tensor([0]),), torch.zeros(1, 4)),
    "like_elsewhere": lambda x: x - torch.zeros_like(x, device="cpu"),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_stray_cpu_tensor_is_found(mistake):
    """A tensor left on the CPU meets one on the GPU with PyTorch's own error."""
    with drilled({}), pytest.raises(RuntimeError, match=MIXED):
        mistake(torch.randn(3, 4).to("cuda"))


def test_torchscript_forgets_what_an_error_interrupted():
    """What TorchScript knows by its address is as before: others will have these addresses."""
    before = dict(_get_builtin_table())
    with suppress(ZeroDivisionError), drilled({}):
        _ = 1 / 0
    assert _get_builtin_table() == before


def test_numpy_takes_no_tensor_of_a_gpu():
    """`numpy` and what calls it refuse, with the hint that PyTorch gives."""
    with drilled({}):
        x = torch.ones(3, device="cuda")
        for call in (x.numpy, lambda: OWN[3](x), x.__array__):
            with pytest.raises(TypeError, match=r"Use Tensor.cpu\(\) to copy"):
                call()
        assert x.cpu().numpy().tolist() == x.numpy(force=True).tolist() == [1, 1, 1]


def test_there_is_one_gpu():
    """A second GPU is refused, and so is an index of a tensor that lies elsewhere."""
    with drilled({}):
        with pytest.raises(RuntimeError, match="invalid device ordinal"):
            torch.ones(3, device="cuda:1")
        with pytest.raises(RuntimeError, match="indices should be either on cpu"):
            torch.ones(3)[torch.tensor([0], device="cuda")]


@pytest.mark.parametrize(("draws", "generator"), [("cpu", "cuda"), ("cuda", "cpu")])
def test_generator_draws_on_its_own_device(draws, generator):
    """A generator of another device is refused."""
    with drilled({}), pytest.raises(RuntimeError, match=f"Expected a '{draws}' device type"):
        torch.rand(3, device=draws, generator=torch.Generator(generator))


def test_what_was_made_before_lies_on_the_cpu():
    """A model that was made when the module was imported is on the CPU until it is moved."""
    model = torch.nn.Linear(4, 2)
    with drilled({}):
        assert {p.device.type for p in model.parameters()} == {"cpu"}
        assert {p.device.type for p in model.to("cuda").parameters()} == {"cuda"}


def test_views_and_in_place_changes_keep_the_place():
    """A view shares its values and its device; `.data` can be exchanged for another device's."""
    with drilled({}):
        x = torch.zeros(2, 3).to("cuda")
        x.t()[0].add_(1)
        x.transpose_(0, 1)
        assert (x.shape, str(x[0].device), x.tolist()[0]) == ((3, 2), "cuda:0", [1, 1])
        x.data = x.data.cpu()
        assert x.device.type == "cpu"


def test_everything_is_put_back():
    """After a drill PyTorch is what it was, also where a program raised."""
    names = ("zeros", "tensor", "as_tensor", "Generator")
    methods = ("to", "device", "numpy")

    def state():
        return (
            [getattr(torch, name) for name in names],
            [getattr(torch.Tensor, name) for name in methods],
            [torch.cuda.is_available(), torch.cuda.device_count(), threading.Thread.start],
            len(torch.serialization._package_registry),
        )

    before, own = state(), {"Maker": torch.Generator}
    with suppress(ZeroDivisionError), drilled(own):
        assert own["Maker"] is not before[0][3]
        assert 1 / 0
    assert state() == before
    assert own["Maker"] is before[0][3]


@pytest.mark.parametrize(
    ("what", "program"),
    [
        ("mkldnn", lambda: torch.eye(3, device="cuda").to_mkldnn()),
        ("cuda", lambda: torch.cuda.Stream()),
        ("cuda", lambda: torch.cuda.get_device_properties(0)),
        ("cuda", lambda: torch.cuda.FloatTensor([1.0])),
        ("threads", lambda: threading.Thread(target=lambda: None).start()),
    ],
)
def test_what_cannot_be_followed_is_named(what, program):
    """The drill says what it cannot follow: that is no mistake of the program's."""
    with pytest.raises(Unassessable, match=what), drilled({"__name__": __name__}):
        program()


def test_notes_do_not_grow_with_the_work():
    """What a long training makes and drops leaves no note behind."""
    with drilled({}):
        x = torch.ones(16, device="cuda")
        for _ in range(5_000):
            x + 1
        gc.collect()
        tracemalloc.start()
        for _ in range(20_000):
            x + 1
        grown = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
    assert grown < 4 << 20


def test_adam_may_ask_for_the_stream():
    """Built for CUDA, PyTorch has Adam ask; a machine without a driver has no answer of its own."""
    with drilled({}):
        assert torch.accelerator.current_stream().is_capturing() is False
