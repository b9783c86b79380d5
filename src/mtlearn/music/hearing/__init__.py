"""What a listener hears in somebody's playing while it goes on: causally, note by note."""
