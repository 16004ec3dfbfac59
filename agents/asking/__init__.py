"""One answer out of a language model: how it is asked, repaired and parsed; knows no role."""
