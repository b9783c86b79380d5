"""Music to play over: a style, in a key, mode and tempo, made bar by bar."""
