"""When two records are one work, and merging them."""
