"""The smallest valid pictures and documents."""

import struct
import zlib
from pathlib import PurePosixPath
from urllib.parse import urlsplit


def reply_parts(path: str) -> tuple[bytes, str]:
    """Content and media type of the file at `path`, by its name's ending."""
    return {
        ".jpg": (_jpeg(), "image/jpeg"),
        ".png": (_png(), "image/png"),
        ".pdf": (_pdf(), "application/pdf"),
        ".doc": (_doc(), "application/msword"),
    }[PurePosixPath(urlsplit(path).path).suffix]


def _jpeg() -> bytes:
    """Eight by eight grey pixels, baseline (ITU-T T.81): one component, each Huffman table with one code."""
    quantisation = _segment(0xDB, b"\x00" + b"\x01" * 64)
    frame = _segment(0xC0, struct.pack(">BHHBBBB", 8, 8, 8, 1, 1, 0x11, 0))
    tables = b"".join(_segment(0xC4, bytes([kind, 1, *[0] * 15, 0])) for kind in (0x00, 0x10))
    scan = _segment(0xDA, bytes([1, 1, 0, 0, 63, 0])) + b"\x3f"
    return b"\xff\xd8" + quantisation + frame + tables + scan + b"\xff\xd9"


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _png() -> bytes:
    """One grey pixel."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\x00\x80")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pdf() -> bytes:
    """One empty page; readers rebuild the missing cross-reference table."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def _doc() -> bytes:
    """Rich text, which word processors open under this ending too."""
    return b"{\\rtf1\\ansi Tai lieu kem theo.}"
