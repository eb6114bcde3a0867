"""Việt Nam's provinces: which one a portal's host speaks of, and what its agency is called.

Since 1 July 2025 there are 34 (Resolution 202/2025/QH15 of the National Assembly); 29 of the former names are
part of another. Codes are those of ISO 3166-2:VN.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from crawlers.addresses import clean

UNKNOWN = "VN-XX"
"""No province: ISO 3166 leaves XX to its users and will never give it to a place."""


@dataclass(frozen=True)
class Province:
    """A province, or one of the six cities of the same rank."""

    code: str
    name: str
    kind: str = "tỉnh"
    former: tuple[str, ...] = ()
    """Names of those that became part of it on 1 July 2025."""

    @property
    def police(self) -> str:
        """What its police is called."""
        return f"Công an {self.kind} {self.name}"


_CITY = "thành phố"
PROVINCES = (
    Province("VN-HN", "Hà Nội", _CITY),
    Province("VN-26", "Huế", _CITY),
    Province("VN-HP", "Hải Phòng", _CITY, ("Hải Dương",)),
    Province("VN-DN", "Đà Nẵng", _CITY, ("Quảng Nam",)),
    Province("VN-SG", "Hồ Chí Minh", _CITY, ("Bình Dương", "Bà Rịa Vũng Tàu")),
    Province("VN-CT", "Cần Thơ", _CITY, ("Sóc Trăng", "Hậu Giang")),
    Province("VN-01", "Lai Châu"),
    Province("VN-02", "Lào Cai", former=("Yên Bái",)),
    Province("VN-04", "Cao Bằng"),
    Province("VN-05", "Sơn La"),
    Province("VN-07", "Tuyên Quang", former=("Hà Giang",)),
    Province("VN-09", "Lạng Sơn"),
    Province("VN-13", "Quảng Ninh"),
    Province("VN-18", "Ninh Bình", former=("Hà Nam", "Nam Định")),
    Province("VN-21", "Thanh Hóa"),
    Province("VN-22", "Nghệ An"),
    Province("VN-23", "Hà Tĩnh"),
    Province("VN-25", "Quảng Trị", former=("Quảng Bình",)),
    Province("VN-29", "Quảng Ngãi", former=("Kon Tum",)),
    Province("VN-30", "Gia Lai", former=("Bình Định",)),
    Province("VN-33", "Đắk Lắk", former=("Phú Yên",)),
    Province("VN-34", "Khánh Hòa", former=("Ninh Thuận",)),
    Province("VN-35", "Lâm Đồng", former=("Đắk Nông", "Bình Thuận")),
    Province("VN-37", "Tây Ninh", former=("Long An",)),
    Province("VN-39", "Đồng Nai", former=("Bình Phước",)),
    Province("VN-44", "An Giang", former=("Kiên Giang",)),
    Province("VN-45", "Đồng Tháp", former=("Tiền Giang",)),
    Province("VN-49", "Vĩnh Long", former=("Bến Tre", "Trà Vinh")),
    Province("VN-56", "Bắc Ninh", former=("Bắc Giang",)),
    Province("VN-59", "Cà Mau", former=("Bạc Liêu",)),
    Province("VN-66", "Hưng Yên", former=("Thái Bình",)),
    Province("VN-68", "Phú Thọ", former=("Vĩnh Phúc", "Hòa Bình")),
    Province("VN-69", "Thái Nguyên", former=("Bắc Kạn",)),
    Province("VN-71", "Điện Biên"),
)
_OTHER_SPELLINGS = {
    "VN-SG": ("hcm", "tphcm", "hcmcity", "tphochiminh", "hochiminhcity", "brvt", "vungtau", "saigon"),
    "VN-33": ("daclac", "daklac"),
    "VN-35": ("dacnong",),
    "VN-29": ("kontum", "contum"),
    "VN-69": ("baccan",),
    "VN-21": ("thanhhoa",),
    "VN-26": ("thuathienhue", "tthue"),
}
_HOSTS = {"congan.com.vn": "VN-SG"}
"""Hosts whose name tells nothing of the province that they are known to be of."""
_BEFORE = re.compile(r"^(?:congan|cong-an|catp|cat|ca|cand|www)-?")
_CONTAINED_FROM = 5
"""Letters of a name that counts wherever in a host's name it stands; `hue` stands in too many words."""
_POLICE = re.compile(r"Công an\b.*", re.IGNORECASE)
_AGENCY = re.compile(r"^(?:cổng|trang)\s+(?:thông tin|tin)(?:\s+điện tử)?\s*(?:của\s+)?", re.IGNORECASE)
_SAYS_NOTHING = frozenset(
    {"", "trang chủ", "home", "trang nhất", "cổng thông tin điện tử", "tin tức", "index"}
)
_PARTS = re.compile(r"\s+[|»–—-]\s+|\s*\|\s*|\s*::\s*")
_LONGEST_AGENCY = 200
_FEWEST_LETTERS = 4


def province_of_host(host: str) -> Province | None:
    """The province that a host or an address is named after, by a former name too; None where none is told.

    `congan.quangtri.gov.vn`, `conganbacninh.gov.vn`, `catphatinh.gov.vn`.
    """
    name = _bare_host(host)
    if name in _HOSTS:
        return _by_code()[_HOSTS[name]]
    labels = [label for label in name.split(".") if not re.fullmatch(r"vn|gov|com|net|org|edu|\d+", label)]
    words = {
        word for label in labels for word in (label, _BEFORE.sub("", label), label.removeprefix("congan"))
    }
    exact = {_spellings()[word] for word in (word.replace("-", "") for word in words) if word in _spellings()}
    if exact:
        return _by_code()[exact.pop()] if len(exact) == 1 else None
    joined = ".".join(labels).replace("-", "")
    inside = [word for word in _spellings() if len(word) >= _CONTAINED_FROM and word in joined]
    longest = {_spellings()[word] for word in inside if len(word) == max(map(len, inside))}
    return _by_code()[longest.pop()] if len(longest) == 1 else None


def province_of_name(name: str) -> Province | None:
    """The province that an agency's name ends with, as `Công an tỉnh Bắc Ninh` does."""
    words = _plain(name)
    for code, spelling in sorted((code, word) for word, code in _spellings().items() if words.endswith(word)):
        if len(spelling) >= _CONTAINED_FROM or re.search(rf"(?i)\b{spelling}\b", _without_marks(name)):
            return _by_code()[code]
    return None


def agency_of(site_name: str | None, host: str) -> str:
    """The agency's name: what the site calls itself (`og:site_name`, its home page), or by its host."""
    for part in _PARTS.split(" ".join((site_name or "").split())):
        if said := _POLICE.search(part):
            name = said[0].strip(" -–|.,")
            if len(name) > len("Công an "):
                return _capital(name)[:_LONGEST_AGENCY]
    province = province_of_host(host)
    if province and re.search(r"congan|(?:^|\.)catp?\w", _bare_host(host)):
        return province.police
    for part in _PARTS.split(" ".join((site_name or "").split())):
        told = _AGENCY.sub("", part).strip()
        if part.lower().strip() not in _SAYS_NOTHING and len(told) >= _FEWEST_LETTERS:
            return _capital(part.strip())[:_LONGEST_AGENCY]
    return _bare_host(host) or "không rõ"


def _capital(name: str) -> str:
    """A name with a capital letter; one that is all capitals as it is usually written."""
    if name != name.upper():
        return name[:1].upper() + name[1:]
    words = re.sub(r"\b(An|Tỉnh|Thành Phố)\b", lambda word: word[0].lower(), name.title())
    return words[:1].upper() + words[1:]


def _bare_host(host: str) -> str:
    cleaned = clean(host if "//" in host else f"http://{host}/")
    place = cleaned.split("/", 3)[2] if cleaned else host
    return place.rpartition("@")[2].partition(":")[0].removeprefix("www.").lower()


def _plain(name: str) -> str:
    """A name as hosts write it: no marks, no blanks."""
    return "".join(letter for letter in _without_marks(name) if letter.isalnum())


def _without_marks(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if letter.isascii())


@cache
def _by_code() -> dict[str, Province]:
    return {province.code: province for province in PROVINCES}


@cache
def _spellings() -> dict[str, str]:
    names = {_plain(name): one.code for one in PROVINCES for name in (one.name, *one.former)}
    others = {word: code for code, words in _OTHER_SPELLINGS.items() for word in words}
    return names | others
