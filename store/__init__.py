"""WHAT IS KEPT: library indexes, run folders, journals, checkpoints."""
