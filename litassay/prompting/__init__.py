"""Prompts as files: loading, checking and rendering them. Knows no agent and no model."""
