"""The browser as a program: where it is, and whether it starts."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import os
from pathlib import Path

from scrapy.settings import BaseSettings

from crawlers.browser.trouble import NoBrowser

PLACES = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
"""Where Debian's packages of the same names put it; the first one that exists is taken."""
_SECONDS = 30.0
_MEANS = "The portal declares listings that only a browser can turn. Nothing was fetched."
_INSTALL = (
    "Install one (Debian and Ubuntu: apt-get install chromium-headless-shell), or name another's path in the "
    "setting BROWSER."
)


def browser_path(settings: BaseSettings) -> str:
    """The browser's path. Raises NoBrowser where there is none, or where scrapy-playwright is missing."""
    if importlib.util.find_spec("scrapy_playwright") is None:
        raise NoBrowser(
            f"scrapy-playwright is not installed. {_MEANS} Install it: pip install 'tuantra[browser]'."
        )
    named = str(settings.get("BROWSER") or "")
    for place in (named,) if named else PLACES:
        if Path(place).is_file() and os.access(place, os.X_OK):
            return place
    looked = named or " or ".join(PLACES)
    raise NoBrowser(f"there is no browser at {looked}. {_MEANS} {_INSTALL}")


async def check_browser(settings: BaseSettings) -> None:
    """Have the browser tell its version. Raises NoBrowser."""
    path = browser_path(settings)
    try:
        process = await asyncio.create_subprocess_exec(
            path, "--version", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
    except OSError as error:
        raise does_not_start(path, str(error)) from error
    try:
        async with asyncio.timeout(_SECONDS):
            _, said = await process.communicate()
    except TimeoutError as error:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise does_not_start(path, f"no answer in {_SECONDS:.0f} s") from error
    if process.returncode:
        raise does_not_start(path, said.decode(errors="replace"))


def does_not_start(path: str, said: str) -> NoBrowser:
    """The error for a browser that is there and does not start; `said` is what it or its driver says."""
    words = " ".join(said.split())[:300]
    return NoBrowser(f"the browser {path} does not start: {words or 'it says nothing'}. {_MEANS} {_INSTALL}")
