"""A forge of portal pages: wraps known articles in mark-up and noise that no reader has seen before."""
