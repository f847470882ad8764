"""The parts of a screen. Each shows the view that its screen passes down, and posts what it met."""
