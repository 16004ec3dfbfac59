"""Libraries: local collections of papers, indexed once by words and by vectors."""

from store.library.library import Library
from store.library.registry import open_library
from store.library.source import LibrarySource

__all__ = ["Library", "LibrarySource", "open_library"]
