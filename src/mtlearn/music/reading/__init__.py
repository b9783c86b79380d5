"""Reading music from files of any origin, in bounded time and memory."""
