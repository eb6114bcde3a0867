"""From addresses of articles to the pattern of all of them, as a person would write it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crawlers.exploring.identity import Number, digits_at, find_keep, find_number
from crawlers.exploring.targets import Target

_SPECIAL = re.compile(r"([.^$*+?{}\[\]|()\\])")
_CATEGORY_SHARE = 0.67
"""Different values of a part by addresses, at most, where it is a category."""
DIGITS = r"\d+"
_EXCLUDED_MOST = 15
_FEW = 3
_FEWEST_WORDS = 3


@dataclass(frozen=True)
class Form:
    """Addresses of articles that are made in one way."""

    members: tuple[Target, ...]
    number: Number | None
    keep: tuple[str, ...]
    fewest_words: int = 1
    """Of the last part where no number tells it."""
    fewest_digits: int = 1
    shut_out: tuple[str, ...] = ()
    """First differing parts under which no article lies."""


@dataclass(frozen=True)
class Pattern:
    """A pattern as `PortalSpider.article` wants it."""

    article: str
    keep: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    accepts_others: tuple[str, ...] = ()
    """Addresses that are no articles and could not be told from them."""

    def accepts(self, target: Target) -> bool:
        """Tell whether an address is an article's."""
        return bool(_compiled(self.article).fullmatch(kept_part(target, self.keep)))

    def number(self, target: Target) -> str | None:
        """The article's own number in its address."""
        found = _compiled(self.article).fullmatch(kept_part(target, self.keep))
        return found.groupdict().get("number") if found else None

    @property
    def has_number(self) -> bool:
        """Whether articles have a number for their ids."""
        return "(?P<number>" in self.article


def infer(articles: Iterable[Target], others: Iterable[Target]) -> Pattern | None:
    """The pattern that all `articles` share and, as far as can be, none of the `others`.

    Deterministic, whatever the order of its arguments. None where there are no articles.
    """
    places: defaultdict[tuple[object, ...], list[Target]] = defaultdict(list)
    for target in sorted(set(articles), key=lambda target: target.text):
        places[target.place].append(target)
    known = sorted(set(others) - {target for family in places.values() for target in family}, key=str)
    forms = [_form(family, known) for _, family in sorted(places.items(), key=str)]
    forms = [_tightened(form, known) for form in forms]
    forms.sort(key=lambda form: (form.number is None, -len(form.members), form.members[0].text))
    if not forms:
        return None
    return _joined(forms, known)


def kept_part(target: Target, keep: Sequence[str]) -> str:
    """Path and query with nothing but the parameters that are kept, as `crawlers.addresses` has it."""
    path, _, query = target.text.partition("?")
    pieces = {piece.partition("=")[0].lower(): piece for piece in reversed(query.split("&")) if piece}
    kept = [f"{name}={pieces[name.lower()].partition('=')[2]}" for name in keep if name.lower() in pieces]
    return f"{path}?{'&'.join(kept)}" if kept else path


# --- forms -------------------------------------------------------------------------------------------------


def _form(family: Sequence[Target], others: Sequence[Target]) -> Form:
    keep = find_keep(family, others)
    number = find_number(family)
    if number and number.place == "query" and number.name not in keep:
        number = None  # the path tells them apart already
    members = [target for target in family if number is None or digits_at(number, target)]
    return Form(tuple(members), number, keep)


def _tightened(form: Form, others: Sequence[Target]) -> Form:
    """The form made narrower until it takes none of the `others`, as long as it takes its own."""
    if form.number:
        form = replace(form, fewest_digits=_fewest_digits(form, form.number, others))
        return replace(form, shut_out=_shut_out(form, others))
    form = replace(form, shut_out=_shut_out(form, others))
    own = min(target.words for target in form.members)
    most = max((other.words for other in _accepted(form, others)), default=0)
    if most < own:
        least = most + 1 if most else 1
        floor = _FEWEST_WORDS if _needs_words(form) else 1
        return replace(form, fewest_words=max(least, min(floor, own)))
    return replace(form, fewest_words=max(1, min(_FEWEST_WORDS, own)))


def _fewest_digits(form: Form, number: Number, others: Sequence[Target]) -> int:
    """More digits than the pages of listings have (`trang-2.html`), where every article has as many."""
    wrong = _accepted(form, others)
    more = max((len(digits_at(number, other) or "") for other in wrong), default=0) + 1
    own = min(len(digits) for target in form.members if (digits := digits_at(number, target)))
    return more if wrong and more <= own else 1


def _needs_words(form: Form) -> bool:
    """Nothing but its words tells a title from the name of a listing."""
    one = form.members[0]
    return not form.keep and (len(one.segments) == 1 or len({t.segments[0] for t in form.members}) > 1)


def _shut_out(form: Form, others: Sequence[Target]) -> tuple[str, ...]:
    """Values of the category under which other pages lie and no article."""
    index = _category_index(form.members)
    if index is None:
        return ()
    own = {target.segments[index].lower() for target in form.members}
    taken = _accepted(form, others)
    values = {other.segments[index].lower() for other in taken if len(other.segments) > index}
    return tuple(sorted(values - own))[:_EXCLUDED_MOST]


def _accepted(form: Form, others: Sequence[Target]) -> list[Target]:
    pattern = _compiled(_expression(form, with_number=True))
    return [other for other in others if pattern.fullmatch(kept_part(other, form.keep))]


# --- expressions -------------------------------------------------------------------------------------------


def _joined(forms: Sequence[Form], others: Sequence[Target]) -> Pattern:
    """One pattern of all forms. A group may stand in it once: the number is that of the greatest form."""
    keep = tuple(dict.fromkeys(name for form in forms for name in form.keep))
    groups = _same_but_for_parents(forms)
    expressions = [_expression_of(group, with_groups=place == 0) for place, group in enumerate(groups)]
    article = expressions[0] if len(expressions) == 1 else f"(?:{'|'.join(expressions)})"
    taken = [other for other in others if _compiled(article).fullmatch(kept_part(other, keep))]
    if taken and len(taken) <= _EXCLUDED_MOST:
        paths = "|".join(_escaped(kept_part(other, keep)) for other in taken)
        article, taken = f"(?!(?:{paths})$){article}", []
    return Pattern(article, keep, tuple(forms), tuple(other.text for other in taken))


def _same_but_for_parents(forms: Sequence[Form]) -> list[list[Form]]:
    """Forms whose last parts are made alike, at whatever depth they lie."""
    groups: dict[str, list[Form]] = {}
    for form in forms:
        groups.setdefault(_last_expression(form, with_number=True), []).append(form)
    return list(groups.values())


def _expression_of(group: Sequence[Form], *, with_groups: bool) -> str:
    if len(group) == 1:
        return _expression(group[0], with_number=with_groups)
    parents = [_parents(form, with_category=False) for form in group]
    shut = "".join(dict.fromkeys(_lookahead(form) for form in group))
    joined = "|".join(dict.fromkeys(parents))
    if all(re.fullmatch(r"(?:/\[\^/\]\+)*", one) for one in parents):
        depths = [one.count("/[^/]+") for one in parents]
        joined = f"(?:/[^/]+){{{min(depths)},{max(depths)}}}"
        if with_groups and min(depths) and not shut:
            joined = rf"/(?P<category>[^/]+)(?:/[^/]+){{{min(depths) - 1},{max(depths) - 1}}}"
        return f"{shut}{joined}/{_last_expression(group[0], with_number=with_groups)}"
    return f"{shut}(?:{joined})/{_last_expression(group[0], with_number=with_groups)}"


def _expression(form: Form, *, with_number: bool) -> str:
    last = _last_expression(form, with_number=with_number)
    return f"{_lookahead(form)}{_parents(form, with_category=with_number, with_number=with_number)}/{last}"


def _lookahead(form: Form) -> str:
    if not form.shut_out:
        return ""
    index = _category_index(form.members) or 0
    before = "".join(f"/{_part(form.members, place)}" for place in range(index))
    return f"(?!{before}/(?:{'|'.join(map(_escaped, form.shut_out))})/)"


def _parents(form: Form, *, with_category: bool, with_number: bool = False) -> str:
    category = _category_index(form.members) if with_category else None
    pieces = []
    for index in range(len(form.members[0].segments) - 1):
        piece = _part(form.members, index)
        if form.number and form.number.place == "part" and form.number.index == index:
            digits = _digits(form)
            piece = f"(?P<number>{digits})" if with_number else digits
        elif index == category:
            piece = f"(?P<category>{_category_letters(form.members, index)})"
        pieces.append(f"/{piece}")
    return "".join(pieces)


def _part(members: Sequence[Target], index: int) -> str:
    values = {target.segments[index].lower() for target in members}
    if all(value.isdigit() for value in values):
        lengths = {len(value) for value in values}
        if lengths == {4} and all(value[:2] in ("19", "20") for value in values):
            return r"\d{4}"
        if index and lengths <= {1, 2} and _part(members, index - 1) in (r"\d{4}", r"\d{1,2}"):
            return r"\d{1,2}"  # a month, or its day
        return next(iter(values)) if len(values) == 1 else r"\d+"
    if len(values) == 1:
        return _escaped(members[0].segments[index])
    return "[^/]+"


def _category_index(members: Sequence[Target]) -> int | None:
    """The first part that differs and says under what an article stands."""
    for index in range(len(members[0].segments) - 1):
        values = {target.segments[index].lower() for target in members}
        if len(values) > 1 and not all(value.isdigit() for value in values):
            few = len(members) <= 2 * _FEW or len(values) <= _CATEGORY_SHARE * len(members)
            return index if few else None
    return None


def _category_letters(members: Sequence[Target], index: int) -> str:
    plain = all(re.fullmatch(r"[\w-]+", target.segments[index], re.ASCII) for target in members)
    return r"[\w-]+" if plain else "[^/]+"


def _last_expression(form: Form, *, with_number: bool) -> str:
    one = form.members[0]
    if not one.segments:
        return _query(form, with_number=with_number)
    return f"{_stem(form, with_number=with_number)}{_end(form)}{_query(form, with_number=with_number)}"


def _stem(form: Form, *, with_number: bool) -> str:
    number, members = form.number, form.members
    digits = f"(?P<number>{_digits(form)})" if with_number else _digits(form)
    if number and number.place == "tail":
        return _tail_stem(members, number.index, digits)
    if number and number.place == "head":
        return f"{digits}{_escaped(number.sign)}[^/]+"
    if len({target.last.lower() for target in members}) == 1 and (form.keep or len(members) >= _FEW):
        return _escaped(members[0].last)
    if form.fewest_words <= 1:
        return "[^/]+"
    sign = _word_sign(members)
    # A slug that was cut may end in a sign.
    return f"[^/{sign}]+(?:{sign}[^/{sign}]*){{{form.fewest_words - 1},}}"


def _tail_stem(members: Sequence[Target], index: int, digits: str) -> str:
    tails = [target.tails[-index:] for target in members]
    pieces = ["[^/]+" if all(t.slug or len(t.tails) > index for t in members) else ""]
    for place in range(index):
        signs = {tail[place].sign for tail in tails}
        marks = {tail[place].mark.lower() for tail in tails}
        sign = _escaped(signs.pop()) if len(signs) == 1 else "[-_.]+"
        mark = marks.pop() if len(marks) == 1 else "[a-z]*"
        pieces.append(f"{sign}{mark}{digits if place == 0 else DIGITS}")
    return "".join(pieces)


def _digits(form: Form) -> str:
    return r"\d+" if form.fewest_digits <= 1 else rf"\d{{{form.fewest_digits},}}"


def _word_sign(members: Sequence[Target]) -> str:
    signs = Counter(letter for target in members for letter in target.last if letter in "-_+")
    return max("-_+", key=lambda sign: (signs[sign], sign == "-"))


def _end(form: Form) -> str:
    slashes = sum(target.slash for target in form.members)
    end = _escaped(form.members[0].extension)
    if form.number and slashes:
        return f"{end}/?"  # the number names the article with and without
    return f"{end}/" if slashes > len(form.members) / 2 else end


def _query(form: Form, *, with_number: bool) -> str:
    pieces = []
    for name in form.keep:
        values = {dict(target.query).get(name, "") for target in form.members}
        if form.number and form.number.place == "query" and form.number.name == name:
            piece = f"(?P<number>{_digits(form)})" if with_number else _digits(form)
            piece += "" if all(value.isdigit() for value in values) else "(?:[:%-][^&]*)?"
        elif len(values) == 1:
            piece = _escaped(values.pop())
        else:
            piece = r"\d+" if all(value.isdigit() for value in values) else "[^&]+"
        pieces.append(f"{_escaped(name)}={piece}")
    return rf"\?{'&'.join(pieces)}" if pieces else ""


def _escaped(text: str) -> str:
    """Text in a pattern; hyphens and slashes stay as they are, so that people can read it."""
    return _SPECIAL.sub(r"\\\1", text)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
