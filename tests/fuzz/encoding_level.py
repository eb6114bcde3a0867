"""Pages whose bytes are in an encoding, or in two, that nobody declared."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.forge.encodings import windows_1258


def high_bytes(content: bytes, rng: random.Random) -> bytes:
    """Some bytes of another encoding in a comment, where they hurt nobody."""
    stray = bytes(rng.randrange(128, 256) for _ in range(rng.choice((1, 3, 30))))
    return content + b"<!--" + stray + b"-->"


def mixed(content: bytes, rng: random.Random) -> bytes:
    """The rest of the page from somewhere on in Windows-1258."""
    start = rng.randrange(len(content))
    rest, _ = windows_1258(content[start:].decode("utf-8", "replace"), rng)
    return content[:start] + rest


def encoded_twice(content: bytes, rng: random.Random) -> bytes:
    """UTF-8 taken for Windows-1252 and written as UTF-8 once more."""
    del rng
    return content.decode("cp1252", "replace").encode()


def byte_order_mark_inside(content: bytes, rng: random.Random) -> bytes:
    start = content.find(b">", rng.randrange(len(content))) + 1
    return content[:start] + b"\xef\xbb\xbf" + content[start:]


def wrong_byte_order_mark(content: bytes, rng: random.Random) -> bytes:
    return rng.choice((b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"+/v8")) + content


def odd_declaration(content: bytes, rng: random.Random) -> bytes:
    name = rng.choice(
        (b"utf-7", b"rot13", b"idna", b"hex", b"utf-16", b"\0", b"x" * 5000, b"gb2312", b"zlib")
    )
    return content.replace(b"<head>", b"<head><meta charset='" + name + b"'>", 1)


CHANGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    change.__name__: change
    for change in (
        high_bytes,
        mixed,
        encoded_twice,
        byte_order_mark_inside,
        wrong_byte_order_mark,
        odd_declaration,
    )
}
HARMLESS = frozenset({"high_bytes"})
