"""Reading sources and storing what they hold: the run, its workers, and what there is to read."""
