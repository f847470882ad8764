"""Damages reports in every format and reads them: `python -m tests.mutations`."""
