"""Reading pages in a process of its own: a page that hangs, crashes or eats memory costs itself alone."""
