"""Corrupts reports that close and looks whether the verdict names the figure that did it."""
