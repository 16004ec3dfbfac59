"""Full texts: fetched where they are open, read in a child process, cut into located passages."""
