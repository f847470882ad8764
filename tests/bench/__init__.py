"""Measures gouji against named yardsticks, as ratios in one run: `python -m tests.bench`."""
