"""Redesigns portal pages at random and asks whether their articles are still read."""
