# %% [markdown]
# # Práctica 3 · Diferenciación automática
#
# Seis funciones para aprender qué apunta autograd, cómo se obtienen gradientes sin dejar rastro y
# cómo se decide qué se sigue y qué no. Cada ejercicio se explica en `handout.es.md`, con un ejemplo
# resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada función por separado: si dejas
# alguna sin hacer, las demás cuentan igual.

# %%
import torch
import torch.nn.functional as F

# %% [markdown]
# ## El grafo


# %%
def graph(
    a: torch.Tensor, b: torch.Tensor, c: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Los tres pasos d = 2b, e = a + d y L = c·e, unidos al grafo de a, b y c.

    >>> a, b, c = (torch.tensor(number, requires_grad=True) for number in (1.0, 2.0, 3.0))
    >>> d, e, L = graph(a, b, c)
    >>> d.item(), e.item(), L.item()
    (4.0, 5.0, 15.0)
    >>> L.backward()
    >>> a.grad
    tensor(3.)
    """
    d = b * 2
    e = d + a
    return d, e, e * c


# %%
def graph_gradients(a: float, b: float, c: float) -> tuple[float, float, float]:
    """Las derivadas dL/da, dL/db y dL/dc del grafo anterior, por autograd, como float.

    >>> graph_gradients(1.0, 2.0, 3.0)
    (3.0, 6.0, 5.0)
    """
    hojas = [torch.tensor(valor, requires_grad=True) for valor in (a, b, c)]
    _, _, L = graph(*hojas)
    L.backward()
    return tuple(hoja.grad.item() for hoja in hojas)


# %% [markdown]
# ## Gradientes de una pérdida


# %%
def bce_gradients(
    x: torch.Tensor, y: torch.Tensor, w: torch.Tensor, b: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Los gradientes, respecto a w y respecto a b, de la entropía cruzada binaria con logits.

    La pérdida es la media de la entropía cruzada de x @ w + b respecto a y, que tiene su misma
    forma. w y b requieren gradiente, y su `.grad` queda como estaba; una segunda llamada da lo
    mismo que la primera.

    >>> x, y = torch.tensor([[1.0], [3.0]]), torch.tensor([1.0, 0.0])
    >>> w, b = torch.zeros(1, requires_grad=True), torch.zeros((), requires_grad=True)
    >>> bce_gradients(x, y, w, b)
    (tensor([0.5000]), tensor(0.))
    >>> w.grad is None
    True
    """
    perdida = F.binary_cross_entropy_with_logits(x @ w + b, y)
    # torch.autograd.grad no toca w.grad ni b.grad
    return torch.autograd.grad(perdida, [w, b])


# %% [markdown]
# ## Qué se sigue y qué no


# %%
def track_(x: torch.Tensor) -> torch.Tensor:
    """Hace que autograd siga a la propia x, y la devuelve.

    >>> x = torch.ones(2)
    >>> track_(x) is x
    True
    >>> x
    tensor([1., 1.], requires_grad=True)
    """
    x.requires_grad = True
    return x


# %%
@torch.no_grad()
def predict(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """x @ w + b sin que autograd lo siga, aunque w y b requieran gradiente.

    >>> w, b = torch.ones(2, requires_grad=True), torch.ones((), requires_grad=True)
    >>> predict(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), w, b)
    tensor([4., 8.])
    """
    return x @ w + b


# %% [markdown]
# ## Gradientes que se acumulan


# %%
def accumulated_gradient(w: torch.Tensor, inputs: torch.Tensor) -> torch.Tensor:
    """El gradiente que guarda w tras un `backward` por cada fila, sin borrarlo entre medias.

    La pérdida de una fila es (w · fila)². Las filas son las de inputs, (N, D); w es (D,) y requiere
    gradiente. Se parte de cero: lo que w guardara antes en `.grad` no cuenta.

    >>> w = torch.tensor([1.0, 1.0], requires_grad=True)
    >>> accumulated_gradient(w, torch.tensor([[1.0, 0.0], [1.0, 2.0]]))
    tensor([ 8., 12.])
    """
    w.grad = None
    for fila in inputs:
        torch.square(w @ fila).backward()
    total, w.grad = w.grad, None
    return total
