"""Checking a store: whether what the logs promise is there, whole and right."""

from crawlers.store.verify.defect import Defect
from crawlers.store.verify.hints import check_schemas
from crawlers.store.verify.listing import Orphan
from crawlers.store.verify.rows import Declared
from crawlers.store.verify.verification import (
    Census,
    Verification,
    orphans,
    stored_portals,
    verify,
    verify_contents,
)

__all__ = [
    "Census",
    "Declared",
    "Defect",
    "Orphan",
    "Verification",
    "check_schemas",
    "orphans",
    "stored_portals",
    "verify",
    "verify_contents",
]
