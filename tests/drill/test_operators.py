"""The drill beside PyTorch's own samples of its operators, and beside its fake tensors.

The samples are those that PyTorch tests itself with: some 700 operators, each with inputs of many
shapes and options, and its gradient.
"""

import warnings
from collections import Counter
from itertools import islice

import pytest
import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.utils._pytree import tree_flatten, tree_leaves, tree_map, tree_unflatten

from grader.inside.drill import Unassessable, drilled

pytest.importorskip("expecttest", reason="PyTorch's samples need expecttest")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200), pytest.mark.filterwarnings("ignore")]

UNSET = {"empty", "empty_like", "empty_permuted", "empty_strided", "new_empty", "new_empty_strided"}
# Sparse results cannot be followed; `to` is sampled with "cpu" as its target; a view beyond its
# tensor shows memory that no copy has.
APART = {"sparse.sampled_addmm", "sparse.mm", "to_sparse", "to", "as_strided"} | UNSET
# Fake tensors let these pass where a GPU does not: in each a CPU tensor meets one of the GPU.
STRICTER = {
    *("cov", "equal", "masked_select", "histogram", "histogramdd", "native_dropout_backward"),
    *("nn.functional.linear_cross_entropy", "nn.functional.gaussian_nll_loss"),
    *("nn.functional.conv_transpose1d", "nn.functional.conv_transpose2d", "linalg.lstsq"),
    *("nn.functional.conv_transpose3d", "nn.functional.conv1d", "nn.functional.conv2d"),
    *("nn.functional.conv3d", "repeat_interleave"),
}
# These copy into a clone, and a copy crosses devices; fake tensors refuse it.
LOOSER = {"as_strided_scatter", "select_scatter"}


@pytest.fixture(scope="module")
def operators():
    """PyTorch's descriptions of its operators."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from torch.testing._internal import common_utils
        from torch.testing._internal.common_methods_invocations import op_db
        from torch.testing._internal.opinfo import core
    with pytest.MonkeyPatch.context() as patch:
        # Samples look through the whole stack for a unittest to name: most of the time they take.
        for module in (common_utils, core):
            patch.setattr(module, "extract_test_fn", lambda: None)
        yield [op for op in op_db if torch.float32 in op.dtypes]


def samples(op, count, tracked):
    """The first samples of an operator's arguments, on the CPU."""
    try:
        found = op.sample_inputs("cpu", torch.float32, requires_grad=tracked)
        return [(s.input, tuple(s.args), s.kwargs) for s in islice(found, count)]
    except Exception:  # what cannot be sampled here cannot be compared here
        return []


def tensors(value):
    """All tensors of a value."""
    return [leaf for leaf in tree_leaves(value) if isinstance(leaf, torch.Tensor)]


def results(op, arguments):
    """What an operator gives, and the gradients of its sum."""
    torch.manual_seed(0)
    first, rest, options = arguments
    made = tensors(op.op(first, *rest, **options))
    leaves = [x for x in tensors(arguments) if x.requires_grad]
    tracked = [x.abs().sum() if x.is_complex() else x.sum() for x in made if x.requires_grad]
    if tracked and leaves:
        made += [
            g for g in torch.autograd.grad(sum(tracked), leaves, allow_unused=True) if g is not None
        ]
    return made


def moved(value):
    """The same arguments on the GPU."""
    if isinstance(value, torch.Tensor):
        return value.detach().to("cuda").requires_grad_(value.requires_grad)
    return "cuda" if isinstance(value, str) and value == "cpu" else value


def test_every_operator_works_as_on_a_gpu(operators):
    """Each operator and its gradient give on the pretended GPU what they give on the CPU."""
    wrong, judged = {}, 0
    for op in operators:
        if op.name in APART:
            continue
        for arguments in samples(op, 4, op.supports_autograd):
            try:
                want = results(op, arguments)
            except Exception:  # PyTorch's own test would skip it
                continue
            try:
                with drilled({}):
                    got = results(op, tree_map(moved, arguments))
                    places = {str(x.device) for x in got}
                    got = [x.detach().cpu() for x in got]
                torch.testing.assert_close(got, [x.detach() for x in want], equal_nan=True)
                if tensors(arguments) and places - {"cuda:0"}:
                    wrong[op.name] = f"results lie on {places}"
            except (Exception, Unassessable) as error:
                wrong[op.name] = repr(error)[:200]
            judged += 1
    assert wrong == {}
    assert judged > 2000


def refused(run):
    """Whether a call with tensors on two devices is refused."""
    try:
        run()
    except Exception as error:
        return "device" in str(error).lower() or "indices should" in str(error)
    return False


def fake(tensor, device):
    """A tensor of the same kind without values."""
    return torch.empty_strided(tensor.shape, tensor.stride(), dtype=tensor.dtype, device=device)


def mixtures(operators):
    """Calls with one tensor of one or more dimensions left on the CPU: (operator, run, place)."""
    for op in operators:
        for arguments in samples(op, 3, False):
            flat, spec = tree_flatten(arguments)
            places = [i for i, x in enumerate(flat) if isinstance(x, torch.Tensor)]
            if any(flat[i].layout != torch.strided for i in places) or len(places) < 2:
                continue
            for stays in (i for i in places[:3] if flat[i].dim()):

                def run(place, op=op, flat=flat, spec=spec, places=places, stays=stays):
                    put = [
                        place(x, "cpu" if i == stays else "cuda") if i in places else x
                        for i, x in enumerate(flat)
                    ]
                    first, rest, options = tree_unflatten(put, spec)
                    return op.op(first, *rest, **options)

                yield op.name, run


def test_two_devices_are_refused_as_by_fake_tensors(operators):
    """Whatever PyTorch's fake CUDA tensors refuse the drill refuses, and little more."""
    found = Counter()
    for name, run in mixtures(operators):
        try:
            run(lambda x, device: x)
        except Exception:
            continue
        try:
            with drilled({}):
                ours = refused(lambda run=run: run(lambda x, device: x.to(device)))
        except Unassessable:
            continue
        with FakeTensorMode():
            theirs = refused(lambda run=run: run(fake))
        found["both" if ours == theirs else f"{'drill' if ours else 'fake'} alone: {name}"] += 1
    both = found.pop("both")
    fakes = {name.removeprefix("fake alone: ") for name in found if name.startswith("fake")}
    drills = {name.removeprefix("drill alone: ") for name in found if name.startswith("drill")}
    assert fakes <= LOOSER
    assert drills <= STRICTER
    assert both > 500
