"""How the sense of the beat was learned: scores, a program that plays them freely, and a small network."""
