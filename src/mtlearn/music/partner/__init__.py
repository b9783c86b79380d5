"""A partner that plays along: named ways of answering (stances), what it hears, what it is about to do."""
