"""Reports: records in, Markdown and JSON out. Pure."""
