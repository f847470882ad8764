"""Finding what is meant: texts made alike, what is searched, and what there is to go to."""
