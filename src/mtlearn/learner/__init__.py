"""What a learner did: one append-only log in one file, and everything shown is derived from it."""
