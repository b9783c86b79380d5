"""How the ear learned to tell the last tone of a phrase: marked melodies, simulated humans, small trees."""
