"""Class and id names nobody has seen: opaque, plausible, or plausible in the wrong place."""

import random
import string

PLAUSIBLE = {
    "title": ("tieu-de", "news-title", "detailTitle", "titleDetail", "td_ten", "post-headline", "lblTieuDe"),
    "date": ("ngay-dang", "post-date", "thoigian", "dateTime", "lblNgay", "meta-time", "txtDate"),
    "body": ("noi-dung", "chitiet", "article-body", "newsContent", "divNoiDung", "entry", "txt_detail"),
    "lead": ("trich-dan", "sapo", "hometext", "tomtat", "newsLead", "desc"),
    "caption": ("chu-thich", "caption", "img-desc", "ghi-chu-anh", "photo-note", "imgCap"),
    "side": ("cot-phai", "sidebar", "rightCol", "boxRight", "block-right", "leftmenu"),
    "box": ("khung", "box-tin", "block", "widget", "panel", "module"),
    "list": ("danh-sach", "list-news", "ul-tin", "otherNews", "related", "tinkhac"),
    "share": ("chia-se", "share-bar", "tools", "icons", "print-tool", "social"),
    "menu": ("menu-ngang", "nav", "mainMenu", "topmenu", "navbar", "mnu"),
    "foot": ("chan-trang", "footer", "bottom", "ft", "pageFooter"),
    "head": ("dau-trang", "header", "top-banner", "hd", "banner"),
    "wrap": ("trang", "wrapper", "container", "main", "content", "pageMain"),
}
MANNERS = ("opaque", "opaque", "plausible", "plausible", "misleading")


class Names:
    """Gives a name for each role, the same name for the same role all over a page."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._manner = rng.choice(MANNERS)
        self._given: dict[str, str] = {}

    def __call__(self, role: str) -> str:
        if role not in self._given:
            self._given[role] = self._invent(role)
        return self._given[role]

    def _invent(self, role: str) -> str:
        if self._manner == "opaque":
            return "".join(self._rng.choices(string.ascii_lowercase, k=self._rng.randrange(2, 8)))
        if self._manner == "misleading" and role != "caption":
            role = self._rng.choice(list(PLAUSIBLE))
        suffix = self._rng.choice(("", "", "1", "_2", "-ctl00"))
        return self._rng.choice(PLAUSIBLE.get(role, ("muc", "item", "row"))) + suffix
