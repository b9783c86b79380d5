"""How quick and how light the course is; run by hand, never as tests: ``python -m tests.bench pages``."""
