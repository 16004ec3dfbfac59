"""What a reviewer may see of a run: works under pseudonyms, no authors, venues or counts."""
