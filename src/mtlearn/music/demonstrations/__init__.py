"""What is played in the examples of the exercises: short tunes, and who plays them with whom."""
