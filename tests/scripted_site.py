"""A portal whose listings turn their pages by script alone: by buttons without an address, by scrolling."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qs, urlsplit

from tests.samples.site import Reply, plain
from tests.small_site import Answer, SmallSite, article, html

PER_PAGE = 4
_SCRIPT = """
<ul id="tin"></ul>%(control)s
<script>
let page = 0;
const list = document.getElementById('tin');
async function load() {
  page += 1;
  const answer = await fetch('%(data)s?p=' + page);
  if (!answer.ok) return;
  const {items, more} = await answer.json();
  if (%(replaces)s) list.textContent = '';
  for (const {n, title} of items) {
    const entry = document.createElement('li'), link = document.createElement('a');
    link.href = '/tin/tuan-tra-' + n + '.html';
    link.textContent = title;
    entry.appendChild(link);
    entry.style.height = '400px';
    list.appendChild(entry);
  }
  %(after)s
}
%(extra)s
load();
</script>
"""
_BUTTON = '<div class="phan-trang"><button onclick="load()" id="sau">Trang sau &raquo;</button></div>'
_SCROLLING = """
let busy = false;
addEventListener('scroll', async () => {
  const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 50;
  if (busy || !end) return;
  busy = true; await load(); busy = false;
});
"""


def listing(data: str, *, control: str = _BUTTON, extra: str = "") -> Answer:
    """A page that shows, in place of the page before, what `data` has for each number."""
    after = "document.getElementById('sau').disabled = !more;" if control == _BUTTON else ""
    shown = {"data": data, "control": control, "replaces": "true", "after": after, "extra": extra}
    return html(_SCRIPT % shown)


def endless(data: str, *, extra: str = "") -> Answer:
    """A page that grows as one scrolls."""
    shown = {"data": data, "control": "", "replaces": "false", "after": "", "extra": _SCROLLING + extra}
    return html(_SCRIPT % shown)


class ScriptedSite(SmallSite):
    """`/theo-nut` has a button for the next page, `/cuon` grows; both ask `/api/…` for articles by number."""

    def __init__(self, by_button: Iterable[int], by_scrolling: Iterable[int], **more: Answer) -> None:
        self.lists = {"/api/nut": list(by_button), "/api/cuon": list(by_scrolling)}
        numbers = [number for listed in self.lists.values() for number in listed]
        answers = {f"/tin/tuan-tra-{number}.html": article(number) for number in numbers}
        answers["/"] = html("<p>Trang chủ</p>")
        answers["/theo-nut"] = listing("/api/nut", extra="setTimeout(() => alert('Chào'), 0);")
        answers["/cuon"] = endless("/api/cuon")
        super().__init__({**answers, **more})

    def __enter__(self) -> ScriptedSite:
        return self

    def answer(self, target: str, headers: Mapping[str, str]) -> Reply:
        parts = urlsplit(target)
        if target in self.answers or parts.path not in self.lists:
            return super().answer(target, headers)
        page, numbers = int(parse_qs(parts.query)["p"][0]), self.lists[parts.path]
        shown = numbers[(page - 1) * PER_PAGE : page * PER_PAGE]
        items = [{"n": number, "title": f"Tuần tra đêm số {number}"} for number in shown]
        body = json.dumps({"items": items, "more": page * PER_PAGE < len(numbers)})
        return Reply(body.encode(), content_type="application/json")


__all__ = ["PER_PAGE", "ScriptedSite", "endless", "listing", "plain"]
