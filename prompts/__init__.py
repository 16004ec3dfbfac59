"""WHAT THEY ARE TOLD: prompt sets. No code."""
