"""What is scheduled: `deploy/compose.yaml` has one service for each portal; other schedulers follow it."""

from __future__ import annotations

import re

COMPOSE = "deploy/compose.yaml"
_SERVICE = re.compile(r"^  (?P<name>[a-z][a-z0-9_]*):\n    <<: \*crawl\n    command: crawl (?P=name)$", re.M)


class NoPlace(Exception):  # noqa: N818
    """The file does not look as it did; the message says what to add by hand."""


def scheduled(compose: str) -> list[str]:
    """The portals that a compose file has a service for."""
    return [found["name"] for found in _SERVICE.finditer(compose)]


def entry(portal: str) -> str:
    """The service of a portal."""
    return f"  {portal}:\n    <<: *crawl\n    command: crawl {portal}\n"


def with_portal(compose: str, portal: str) -> str:
    """The compose file with a service of this portal after the last one. Raises NoPlace."""
    if portal in scheduled(compose):
        return compose
    services = list(_SERVICE.finditer(compose))
    if not services:
        raise NoPlace(
            f"{COMPOSE} has no service of a portal to put another one after; add by hand:\n{entry(portal)}"
        )
    end = services[-1].end() + 1
    return compose[:end] + entry(portal) + compose[end:]


def next_steps(portal: str) -> list[str]:
    """What schedules a portal elsewhere."""
    return [
        f"docker compose -f {COMPOSE} run --rm {portal}",
        f"systemctl enable --now tuantra@{portal}.timer",
    ]
