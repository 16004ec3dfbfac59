"""litassay: one question in, a literature review whose every sentence can be checked out."""

__version__ = "0.1.0"
