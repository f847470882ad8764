"""Report to Verdict: every check of every rule, and the findings among them."""
