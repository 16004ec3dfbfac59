"""Adapters to bibliographic databases, one file each."""
