"""Windows that ask or tell one thing, and return what a person decided."""
