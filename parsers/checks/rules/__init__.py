"""The rules: one declaration each, with its explanation, example and official source."""
