"""Lessons, items, scenes, cards, claims and sources as plain data; reading and checking them."""
