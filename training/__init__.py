"""What was learned from music that a program played, and how."""
