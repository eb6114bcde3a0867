"""Which element of a page turns the listing: the one named as the next page, as links are (`page_links`)."""

from __future__ import annotations

from collections import Counter
from typing import TypedDict

from crawlers.addresses import Addresses
from crawlers.listings.page_links import PageName, is_beside, page_name, target

MOST_TRIED = 3
_PER_ENTRY = 3
"""A name that more elements bear than this, none a link, belongs to a list's entries, not to the list."""
_SIGNS = (">", "›", "⟩", "❯", "→", "»", ">>")  # the later ones often mean the last page
_GAPS = ("...", "…")

FIND = """() => {
  const found = [], all = document.querySelectorAll(
    'a, button, input[type=button], input[type=submit], input[type=image], [role=button], [onclick], ' +
    '[tabindex], [data-page], li, span, div, td, i');
  for (const element of all) {
    if (found.length >= 2000) break;
    const shown = element.value && element.tagName === 'INPUT' ? element.value : element.textContent || '';
    const name = (shown.length > 200 ? shown : shown.trim()) || element.getAttribute('aria-label')
      || element.title || element.alt || '';
    if (!name || name.length > 60) continue;
    const inner = element.closest('a, button, [role=button], [onclick]');
    if (inner && inner !== element) continue;
    if (!inner && element.querySelector('a, button, [role=button], [onclick], li, span, div, td')) continue;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || getComputedStyle(element).visibility === 'hidden') continue;
    let disabled = false;
    for (let up = element, n = 0; up && n < 2; up = up.parentElement, n++)
      disabled ||= up.disabled === true || up.getAttribute('aria-disabled') === 'true' ||
        up.hasAttribute('disabled') || /(^|[-_ ])disabled($|[-_ ])/.test(String(up.className || ''));
    if (disabled) continue;
    const raw = element.getAttribute('href');
    found.push({element, name, href: raw && !/^(#|javascript:)/i.test(raw.trim()) ? element.href : ''});
  }
  return found;
}"""
"""Elements with few words that can be seen and may be clicked, each with its name and where it leads."""
TOLD = "found => found.map(({name, href}) => ({name, href: String(href)}))"


class Control(TypedDict):
    """An element as the page tells of it; `href` is empty where it is for a script alone."""

    name: str
    href: str


def choose(controls: list[Control], turn: int, addresses: Addresses, path: str) -> list[int]:
    """The places of those that may lead to page `turn` of the listing at `path`, the likeliest first."""
    repeated = _repeated(controls)
    ranked: list[tuple[int, int]] = []
    before = False
    for place, control in enumerate(controls):
        name = control["name"].strip()
        rank = _rank(name, turn, before)
        before = name == str(turn - 1) or (before and name in _GAPS)
        if rank is None or _is_of_entry(control, repeated) or not _stays(control, addresses, path):
            continue
        ranked.append((rank, place))
    return [place for _, place in sorted(ranked)][:MOST_TRIED]


def last_resort(controls: list[Control]) -> list[int]:
    """The last of those that seem to belong to the entries: it may be the list's own, below them."""
    repeated = _repeated(controls)
    alike = [
        place
        for place, control in enumerate(controls)
        if _is_of_entry(control, repeated) and page_name(control["name"]) == PageName(None)
    ]
    return alike[-1:]


def _repeated(controls: list[Control]) -> Counter[str]:
    return Counter(control["name"].strip().lower() for control in controls if not control["href"])


def _is_of_entry(control: Control, repeated: Counter[str]) -> bool:
    return not control["href"] and repeated[control["name"].strip().lower()] > _PER_ENTRY


def _rank(name: str, turn: int, before: bool) -> int | None:
    """Exactly the number; words for next; signs for it; at last the gap behind the number before."""
    if name in _GAPS:
        return 20 if before else None
    named = page_name(name)
    if named is None:
        return None
    if named.number is not None:
        return 0 if named.number == turn else None
    return 2 + _SIGNS.index(name) if name in _SIGNS else 1


def _stays(control: Control, addresses: Addresses, path: str) -> bool:
    if not control["href"]:
        return True
    local = addresses.local(control["href"])
    return local is not None and is_beside(target(local), path)
