"""What the prose says in figures, and what these speak of: text in, claims out."""
