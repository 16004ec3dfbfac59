"""WHO works: one file an agent. Agents know no network, disk or graph."""
