"""Reading text: sentences, words, quotes. Pure functions over strings, offsets kept."""
