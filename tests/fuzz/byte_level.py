"""Bytes that are lost, doubled or changed on the way."""

from __future__ import annotations

import random
from collections.abc import Callable


def cut_off(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content))]


def head_lost(content: bytes, rng: random.Random) -> bytes:
    return content[rng.randrange(len(content) // 2) :]


def hole(content: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + content[start + rng.randrange(1, 2000) :]


def doubled(content: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(content))
    end = start + rng.randrange(1, 3000)
    return content[:end] + content[start:]


def page_twice(content: bytes, rng: random.Random) -> bytes:
    del rng
    return content + content


def flipped(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 5, 50))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def noise(content: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + rng.randbytes(rng.choice((1, 10, 1000))) + content[start:]


def nul_bytes(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 20, 500))):
        changed.insert(rng.randrange(len(changed)), 0)
    return bytes(changed)


CHANGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    change.__name__: change
    for change in (cut_off, head_lost, hole, doubled, page_twice, flipped, noise, nul_bytes)
}
