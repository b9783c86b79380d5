"""Simulated people to accompany: ways of playing, from a seed. They answer what the learner does."""
