import torch


def shift(x):
    return x + torch.ones(len(x), device=x.device)
