"""Finding out what a portal is like that nobody has declared: its articles' addresses and what leads to them.

Nothing here knows the network: an `Explorer` says which address it wants next, and is given the page.
"""

from crawlers.exploring.explorer import Explorer
from crawlers.exploring.findings import Findings, NothingFound, Sampled

__all__ = ["Explorer", "Findings", "NothingFound", "Sampled"]
