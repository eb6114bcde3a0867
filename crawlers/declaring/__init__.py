"""Declaring a portal from pages of it: what its spider should say, its recorded pages, its schedule."""
