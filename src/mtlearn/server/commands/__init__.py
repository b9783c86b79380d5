"""What the command line can do with music, a command a module."""
