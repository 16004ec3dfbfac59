"""Evaluation harnesses: one benchmark, one file."""
