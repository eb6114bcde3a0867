"""One run of a portal: what holds it together, what it counts, how it is judged beside those before it."""
