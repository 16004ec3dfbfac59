"""The extractive crew: the same roles without a language model, key or network; deterministic."""
