# # Práctica 3 · Diferenciación automática
#
# Seis funciones para aprender qué apunta autograd, cómo se obtienen gradientes sin dejar rastro y
# cómo se decide qué se sigue y qué no. Cada ejercicio se explica en `handout.es.md`, con un ejemplo
# resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada función por separado: si dejas
# alguna sin hacer, las demás cuentan igual.

import torch

# ## El grafo


def graph(
    a: torch.Tensor, b: torch.Tensor, c: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Los tres pasos d = 2b, e = a + d y L = c·e, unidos al grafo de a, b y c."""
    d = 2 * b
    e = a + d
    return d, e, c * e


def graph_gradients(a: float, b: float, c: float) -> tuple[float, float, float]:
    """Las derivadas dL/da, dL/db y dL/dc del grafo anterior, por autograd, como float."""
    ta, tb, tc = [torch.tensor(float(n), requires_grad=True) for n in (a, b, c)]
    L = graph(ta, tb, tc)[2]
    da, db, dc = torch.autograd.grad(L, (ta, tb, tc))
    return float(da), float(db), float(dc)


# ## Gradientes de una pérdida


def bce_gradients(
    x: torch.Tensor, y: torch.Tensor, w: torch.Tensor, b: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Los gradientes, respecto a w y respecto a b, de la entropía cruzada binaria con logits."""
    # copias, para dejar los .grad de w y b como están
    w = w.detach().clone().requires_grad_()
    b = b.detach().clone().requires_grad_()
    z = x @ w + b
    perdida = torch.nn.functional.binary_cross_entropy(torch.sigmoid(z), y)
    perdida.backward()
    return w.grad, b.grad


# ## Qué se sigue y qué no


def track_(x: torch.Tensor) -> torch.Tensor:
    """Hace que autograd siga a la propia x, y la devuelve."""
    x = x.clone().detach().requires_grad_(True)
    return x


def predict(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """x @ w + b sin que autograd lo siga, aunque w y b requieran gradiente."""
    return x @ w + b


# ## Gradientes que se acumulan


def accumulated_gradient(w: torch.Tensor, inputs: torch.Tensor) -> torch.Tensor:
    """El gradiente que guarda w tras un `backward` por cada fila, sin borrarlo entre medias."""
    copia = w.clone().detach().requires_grad_(True)
    for fila in inputs:
        perdida = (copia * fila).sum() ** 2
        perdida.backward()
    return copia.grad
