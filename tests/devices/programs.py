"""Submissions of the small course of one function, each right or wrong in its own way."""

from pathlib import Path

COURSE = Path(__file__).parent / "course"
HEAD = "import torch\n\n\ndef shift(x):\n    "
RIGHT = HEAD + "return x + torch.ones(len(x), device=x.device)\n"
WRONG = {
    "stray": "return x + torch.ones(len(x))",
    "fetched": "return x.cpu() + 1",
    "cpu": "return x + torch.ones(len(x), device='cpu')",
    "cuda": "return x.cuda() + 1 if torch.cuda.is_available() else x + 1",
    "numpy": "return torch.from_numpy(x.detach().numpy() + 1)",
}
THREADS = """from threading import Thread
    made = []
    thread = Thread(target=lambda: made.append(x + 1))
    thread.start()
    thread.join()
    return made[0]"""


def program(body):
    """A module whose `shift` does this."""
    return f"{HEAD}{body}\n"
