"""The sample library that ships with the product: real papers with summaries of our own.

`papers.jsonl` is data, one paper a line; README.md beside it says where its facts come from.
"""
