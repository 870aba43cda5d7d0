"""Right programs: each gives a tensor on the GPU that it names, by another way through PyTorch."""

import copy
import io
import pickle

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint
from torch.utils.data import DataLoader, TensorDataset

CUDA = "cuda"


def _pairs():
    return TensorDataset(torch.randn(8, 4), torch.arange(8) % 3)


def training_with_each_optimizer():
    model = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Dropout(), nn.ReLU())
    model = nn.Sequential(model, nn.Linear(8, 3)).to(CUDA)
    for optimizer in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.RMSprop):
        stepper = optimizer(model.parameters(), lr=0.1)
        for x, y in DataLoader(_pairs(), batch_size=3, shuffle=True):
            stepper.zero_grad()
            F.cross_entropy(model(x.to(CUDA)), y.to(CUDA)).backward()
            stepper.step()
    return torch.cat([p.grad.flatten() for p in model.parameters()])


def loading_with_workers():
    return sum(x.to(CUDA).sum() for x, _ in DataLoader(_pairs(), batch_size=3, num_workers=1))


def loading_into_pinned_memory():
    return sum(
        x.to(CUDA, non_blocking=True).sum() for x, _ in DataLoader(_pairs(), pin_memory=True)
    )


def a_function_with_its_own_backward():
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * torch.full(x.shape, 2.0, device=x.device)

        @staticmethod
        def backward(ctx, grad):
            (x,) = ctx.saved_tensors
            return grad * torch.ones(x.shape, device=x.device)

    x = torch.randn(3, device=CUDA, requires_grad=True)
    Double.apply(x).sum().backward()
    return x.grad


def packed_sequences():
    model = nn.LSTM(4, 5, batch_first=True).to(CUDA)
    x = torch.randn(2, 6, 4, device=CUDA)
    packed = nn.utils.rnn.pack_padded_sequence(x, torch.tensor([6, 3]), batch_first=True)
    made, _ = nn.utils.rnn.pad_packed_sequence(model(packed)[0], batch_first=True)
    made.sum().backward()
    return made


def attention():
    model = nn.TransformerEncoderLayer(8, 2, batch_first=True).to(CUDA)
    x = torch.randn(2, 5, 8, device=CUDA)
    model(x).sum().backward()
    model.eval()
    with torch.no_grad():
        return model(x, src_key_padding_mask=torch.zeros(2, 5, dtype=torch.bool, device=CUDA))


def second_order_and_vmap():
    x = torch.randn(3, device=CUDA)
    curved = torch.func.hessian(lambda v: (v**3).sum())(x)
    rows = torch.func.vmap(lambda row: row + torch.zeros(3, device=row.device))(curved)
    return rows + torch.func.vmap(lambda row: row.cpu())(curved).cuda()


def gradients_that_cross_devices():
    w = torch.randn(4, requires_grad=True)
    there = (w.to(CUDA) * torch.randn(4, device=CUDA)).sum()
    (grad,) = torch.autograd.grad(there, w)
    return torch.ones(4, device=CUDA) + (grad + torch.ones(4)).to(CUDA)


def helpers_of_backward_formulas():
    x = torch.randn(4, 4, device=CUDA, requires_grad=True)
    values = x.std(), x.prod(), x.cumprod(0).sum(), torch.linalg.det(x), x.norm(), x.max()
    (sum(values) + x.median() + torch.linalg.svdvals(x).sum()).backward()
    return x.grad


def one_hot_of_classes():
    return F.one_hot(torch.tensor([0, 2, 1], device=CUDA), 3)


def indices_and_numbers_from_the_cpu():
    x = torch.zeros(3, 4, device=CUDA)
    x[0] = torch.ones(4)
    x[torch.tensor([1, 2])] = 3.0
    x[x < 1] = torch.tensor(2.0)
    return torch.where(x > 2, x, torch.tensor(0.0)) * torch.tensor(2) + x[torch.tensor([0, 0, 1])]


def saved_and_loaded():
    model = nn.Linear(3, 2).to(CUDA)
    file = io.BytesIO()
    torch.save(model.state_dict(), file)
    file.seek(0)
    state = torch.load(file, weights_only=True)
    assert {v.device.type for v in state.values()} == {"cuda"}
    file.seek(0)
    state = torch.load(file, map_location="cpu", weights_only=True)
    assert {v.device.type for v in state.values()} == {"cpu"}
    model.load_state_dict(state)
    return model.weight


def copied_deeply():
    model = copy.deepcopy(nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4)).to(CUDA))
    model.load_state_dict(copy.deepcopy(model.state_dict()))
    return pickle.loads(pickle.dumps(model))(torch.ones(2, 3, device=CUDA))


def made_like_another():
    x = torch.ones(3, device=CUDA)
    made = x.new_tensor([1.0, 2, 3]) + x.new([1, 2, 3]) + torch.zeros_like(x) + x.new_zeros(3)
    return made + torch.ones(3).type_as(x) + torch.ones(3).to(x) + torch.rand_like(x)


def drawn_by_a_generator_of_its_own():
    generator = torch.Generator(device=CUDA).manual_seed(1)
    assert generator.device.type == "cuda"
    return torch.rand(3, device=CUDA, generator=generator)


def under_a_default_device():
    with torch.device(CUDA):
        made = torch.zeros(3, 2)
    torch.set_default_device(CUDA)
    try:
        return made + torch.ones(2)
    finally:
        torch.set_default_device(None)


def made_without_values_first():
    return nn.Linear(3, 3, device="meta").to_empty(device=CUDA).weight


def by_numpy_and_back():
    x = torch.ones(3, device=CUDA)
    return torch.from_numpy(np.sqrt(x.cpu().numpy())).to(x.device) + x


def what_a_gpu_is_asked():
    assert torch.cuda.is_available()
    torch.manual_seed(3)
    torch.cuda.manual_seed_all(3)
    torch.cuda.synchronize()
    torch.cuda.empty_cache()
    with torch.random.fork_rng():
        return torch.rand(3, device=f"cuda:{torch.cuda.current_device()}")


def mixed_precision():
    model, scaler = nn.Linear(3, 1).to(CUDA), torch.amp.GradScaler("cuda")
    stepper = torch.optim.SGD(model.parameters(), lr=0.1)
    with torch.autocast("cuda"):
        loss = model(torch.ones(2, 3, device=CUDA)).sum()
    scaler.scale(loss).backward()
    scaler.step(stepper)
    scaler.update()
    return model.weight


def recomputed_in_backward():
    x = torch.ones(3, device=CUDA, requires_grad=True)
    checkpoint(lambda v: (v**2).sum(), x, use_reentrant=False).backward()
    return x.grad


def changed_by_a_hook():
    x = torch.ones(3, device=CUDA, requires_grad=True)
    x.register_hook(lambda grad: grad * torch.ones(3, device=grad.device))
    (x * 2).sum().backward()
    return x.grad


def untracked_and_printed():
    with torch.inference_mode():
        x = nn.Linear(3, 4, device=CUDA)(torch.ones(2, 3, device=CUDA)).softmax(1).argmax(1)
    assert "cuda:0" in repr(x)
    assert f"{x.double().mean():.3f}"
    return x


def drawn_from_distributions():
    normal = torch.distributions.Normal(torch.zeros(3, device=CUDA), torch.ones(3, device=CUDA))
    return normal.log_prob(normal.sample())


def scripted():
    @torch.jit.script
    def twice(x: torch.Tensor) -> torch.Tensor:
        return x * 2 + torch.zeros_like(x)

    return twice(torch.ones(3, device=CUDA))


def a_model_moved_by_keyword():
    model = nn.Linear(3, 2).to(device=CUDA, dtype=torch.float64)
    return model.to(device=torch.device(CUDA), non_blocking=True)(torch.ones(3).double().to(CUDA))


def pinned_by_hand():
    return torch.ones(3).pin_memory().to(CUDA, non_blocking=True)


def within_the_context_of_a_gpu():
    x = torch.ones(3, device=CUDA)
    with torch.cuda.device(0), torch.cuda.device_of(x):
        torch.cuda.mem_get_info()
        return x * torch.cuda.get_device_capability()[0]


def sparse_matrices():
    there = torch.eye(3, device=CUDA)
    for sparse in (there.to_sparse(), there.to_sparse_csr()):
        assert sparse.is_cuda
        there = (sparse @ there).to_dense()
    return there + torch.sparse_coo_tensor([[0, 1], [1, 2]], [1.0, 2.0], (3, 3)).to(CUDA).to_dense()


def a_metric_that_counts_in_a_sparse_matrix():
    from torcheval.metrics import BinaryConfusionMatrix  # as a student does it: within the drill

    matrix = BinaryConfusionMatrix(device=torch.device(CUDA))
    matrix.update(torch.rand(5, device=CUDA), torch.ones(5, device=CUDA, dtype=torch.int64))
    return matrix.compute()
