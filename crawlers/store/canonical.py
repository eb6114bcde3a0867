"""JSON that is the same bytes for the same value, so that its hash names it."""

from __future__ import annotations

import json


def encode(value: object) -> bytes:
    """One line of UTF-8 JSON: sorted keys, no spaces, a newline at the end.

    Raises ValueError for what JSON cannot say (NaN, infinities, lone surrogates), TypeError for other types.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"
