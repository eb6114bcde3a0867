"""Listings that turn their pages by script alone, read in a browser; articles are fetched without it."""
