# %% [markdown]
# # Práctica 7 · Opiniones de películas
#
# El clasificador de la clase, de principio a fin: textos que se cuentan, cuentas que se reducen,
# una red que aprende de ellas, y las medidas de lo aprendido. Cada ejercicio se explica en
# `handout.es.md`, con un ejemplo resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada nombre por separado: si dejas
# alguno sin hacer, los demás cuentan igual.

# %%
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer
import torch
from torch import nn

# %% [markdown]
# ## De textos a números


# %%
class Features:
    """Palabras y pares de palabras, contados y reducidos por una SVD truncada.

    >>> texts = ["a great film", "a great plot", "a dull film"]
    >>> features = Features(n_components=2).fit(texts)
    >>> features.transform(["a great plot", "unheard of"]).shape
    torch.Size([2, 2])
    """

    def __init__(self, n_components: int = 500, n_iter: int = 10, seed: int = 432):
        self.cv = CountVectorizer(ngram_range=(1, 2))
        self.svd = TruncatedSVD(n_components=n_components, n_iter=n_iter, random_state=seed)

    def fit(self, texts: list[str]) -> "Features":
        """Aprende las palabras de los textos y las direcciones en que difieren; devuelve self."""
        self.svd.fit(self.cv.fit_transform(texts))
        return self

    def transform(self, texts: list[str]) -> torch.Tensor:
        """Los textos como float32 (N, n_components); lanza un error si falta llamar a fit."""
        return torch.tensor(self.svd.transform(self.cv.transform(texts)), dtype=torch.float32)


# %% [markdown]
# ## La red


# %%
class Net(nn.Module):
    """fc1, ReLU, fc2 y sigmoide: de números a una probabilidad.

    >>> model = Net(n_features=4, n_hidden=3)
    >>> model(torch.zeros(2, 4)).shape
    torch.Size([2, 1])
    """

    def __init__(self, n_features: int = 500, n_hidden: int = 200):
        super().__init__()
        self.fc1 = nn.Linear(n_features, n_hidden)
        self.fc2 = nn.Linear(n_hidden, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """De (N, n_features) a (N, 1), en (0, 1)."""
        return torch.sigmoid(self.fc2(torch.relu(self.fc1(x))))


# %% [markdown]
# ## Entrenar y medir


# %%
def train(
    x: torch.Tensor,
    y: torch.Tensor,
    epochs: int = 20,
    batch_size: int = 16,
    lr: float = 0.001,
    momentum: float = 0.9,
    seed: int = 0,
) -> Net:
    """Una red nueva, entrenada con x (N, n_features) e y (N,), float32, allí donde están.

    Entropía cruzada binaria, media de cada lote, y SGD. La misma semilla da los mismos pesos.

    >>> x, y = torch.tensor([[1.0], [-1.0]] * 8), torch.tensor([1.0, 0.0] * 8)
    >>> model = train(x, y, epochs=50, batch_size=5, lr=0.1)
    >>> (model(x).squeeze(1) > 0.5).tolist() == (y > 0.5).tolist()
    True
    >>> torch.equal(model.fc1.weight, train(x, y, epochs=50, batch_size=5, lr=0.1).fc1.weight)
    True
    """
    model = Net(x.shape[1])
    torch.manual_seed(seed)
    loss_fn = nn.BCELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    for epoch in range(epochs):
        orden = torch.randperm(len(x))
        for i in range(0, len(x), batch_size):
            lote = orden[i : i + batch_size]
            loss = loss_fn(model(x[lote]).squeeze(1), y[lote])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model


# %%
def evaluate(model: nn.Module, x: torch.Tensor, y: torch.Tensor) -> dict:
    """`precision`, `recall`, `f1` y `accuracy`, como float, de lo que model dice de x.

    Da probabilidades (N, 1); y es 0.0 o 1.0, de forma (N,). Es positivo lo que pasa de 0.5.

    >>> model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.Sigmoid())
    >>> _ = nn.init.ones_(model[0].weight)
    >>> x, y = torch.tensor([[2.0], [1.0], [-1.0]]), torch.tensor([1.0, 0.0, 1.0])
    >>> made = evaluate(model, x, y)
    >>> [round(made[key], 2) for key in ("precision", "recall", "f1", "accuracy")]
    [0.5, 0.5, 0.5, 0.33]
    """
    pred = (model(x) > 0.5).float()
    tp = ((pred == 1) & (y == 1)).sum().item()
    fp = ((pred == 1) & (y == 0)).sum().item()
    fn = ((pred == 0) & (y == 1)).sum().item()
    precision = tp / (tp + fp)
    recall = tp / (tp + fn)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
        "accuracy": (pred == y).float().mean().item(),
    }


# %% [markdown]
# ## El clasificador entero


# %%
class SentimentClassifier:
    """De textos a la probabilidad de que sean positivos.

    >>> texts = [f"{how} film {n}" for n in range(100, 400) for how in ("a great", "such a dull")]
    >>> model = SentimentClassifier().fit(texts, [1, 0] * 300)
    >>> [p > 0.5 for p in model.predict_proba(["a great film", "a dull film"]).tolist()]
    [True, False]
    """

    def __init__(self):
        raise NotImplementedError("Ejercicio 7.5")

    def fit(self, texts: list[str], labels: list[int]) -> "SentimentClassifier":
        """Aprende de textos y de sus etiquetas, 1 si son positivos; devuelve self."""
        raise NotImplementedError("Ejercicio 7.5")

    def predict_proba(self, texts: list[str]) -> torch.Tensor:
        """Las probabilidades, float32 (N,)."""
        raise NotImplementedError("Ejercicio 7.5")
