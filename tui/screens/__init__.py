"""The screens: each owns what it shows, and passes it down to its panels."""
