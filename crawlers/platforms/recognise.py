"""Which platform a page was made by, told from the page itself."""

from __future__ import annotations

from dataclasses import dataclass

from crawlers.platforms.chinhphu import CHINHPHU
from crawlers.platforms.drupal import DRUPAL
from crawlers.platforms.evidence import Evidence, evidence_of
from crawlers.platforms.joomla import JOOMLA
from crawlers.platforms.liferay import LIFERAY
from crawlers.platforms.nukeviet import NUKEVIET
from crawlers.platforms.platform import Platform, Sign
from crawlers.platforms.sharepoint import SHAREPOINT
from crawlers.platforms.webforms import WEBFORMS
from crawlers.platforms.wordpress import WORDPRESS

PLATFORMS: tuple[Platform, ...] = (
    LIFERAY,
    NUKEVIET,
    WORDPRESS,
    SHAREPOINT,
    WEBFORMS,
    DRUPAL,
    JOOMLA,
    CHINHPHU,
)
_ENOUGH = 2
"""Parts of a page that have to speak for a platform."""


@dataclass(frozen=True)
class Recognition:
    """The platform of a page, and what says so."""

    platform: Platform
    signs: tuple[Sign, ...]

    @property
    def strength(self) -> int:
        """Parts of the page that speak for it."""
        return len({sign.where for sign in self.signs})

    @property
    def why(self) -> str:
        """One sentence for people."""
        return f"{self.platform.title}: {'; '.join(sign.told for sign in self.signs)}"


def recognise(
    content: bytes | str, url: str | None = None, *, content_type: str | None = None
) -> Recognition | None:
    """The platform that a page was made by; None where it cannot be told, or where two are equally likely.

    `url` is where the page came from. Without it only relative addresses are the portal's own, and those on
    the host that the page names as its own.
    """
    found = recognitions(evidence_of(content, url, content_type))
    if not found or (len(found) > 1 and found[0].strength == found[1].strength):
        return None
    return found[0]


def recognitions(evidence: Evidence) -> list[Recognition]:
    """All platforms that the evidence tells, the likeliest first; none that another one rests on."""
    told = [Recognition(platform, _signs(platform, evidence)) for platform in PLATFORMS]
    told = [recognition for recognition in told if recognition.strength >= _ENOUGH]
    below = {recognition.platform.rests_on for recognition in told}
    own = [recognition for recognition in told if recognition.platform.name not in below]
    return sorted(own, key=lambda recognition: -recognition.strength)


def _signs(platform: Platform, evidence: Evidence) -> tuple[Sign, ...]:
    return tuple(sign for sign in platform.signs if sign.stands_in(evidence.part(sign.where)))
