"""All styles by name: a page's frame, a way to mark up the body, and the captions that go with it."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.forge import styles_div, styles_html5, styles_tables
from tests.forge.article import ForgedArticle
from tests.forge.bodies import BODIES, lead_of, leads, pieces_of
from tests.forge.noise import Noise

Frame = Callable[[ForgedArticle, Noise, str, str], str]

CENTRED = (
    "centred_em",
    "centred_em_style",
    "centred_i",
    "centred_font",
    "same_p",
    "same_p_plain",
    "same_center",
)
TABLES = ("table_rows", "table_cell")
FIGURES = ("figcaption", "figcaption_p", "centred_figure")
DIVS = ("div_class", "div_sibling", "wp_caption", "dl_caption", "tailwind")
BREAKS = ("br_em", "br_center", "br_div_center", "br_table")
P_LIKE = (*CENTRED, *TABLES)
CAPTIONS_OF_BODY = {
    "plain_p": (*P_LIKE, *FIGURES, *DIVS),
    "headings_p": (*CENTRED, *FIGURES, *DIVS),
    "justified_p": (*P_LIKE, "span_float", *FIGURES),
    "word": P_LIKE,
    "word_split": P_LIKE,
    "br_br": BREAKS,
    "br_br_bold_signature": BREAKS,
    "br_single": BREAKS,
    "p_then_text": (*TABLES, "same_p", "centred_em"),
    "unclosed_p": (*TABLES, "same_p", "same_center", "centred_i"),
    "div_each": (*DIVS, *BREAKS[1:], *FIGURES),
    "two_divs": (*DIVS, *FIGURES, *TABLES),
    "div_spans": (*DIVS, *BREAKS[1:]),
    "two_containers": (*P_LIKE, *FIGURES),
    "cell_rows": (*BREAKS[1:], "figcaption"),
    "nested_sections": (*FIGURES, *DIVS),
    "p_in_spans": P_LIKE,
    "p_with_breaks": (*P_LIKE, *FIGURES),
    "mixed": (*P_LIKE, *DIVS),
    "block_spans": ("figcaption", "tailwind", "div_class"),
    "font_in_center": (*TABLES, "same_p", "br_div_center"),
    "blockquotes": (*TABLES, "same_p", "same_center", "centred_i"),
}
OLD_BODIES = ("word", "word_split", "br_br", "br_single", "justified_p", "unclosed_p", "br_br_bold_signature")
DIV_BODIES = ("plain_p", "justified_p", "div_each", "br_br", "headings_p", "two_divs")
FRAMES: dict[Frame, tuple[str, ...]] = {
    styles_tables.webforms_font: (*OLD_BODIES, "cell_rows", "blockquotes", "font_in_center", "mixed"),
    styles_tables.webforms_span: (*OLD_BODIES, "div_each", "p_in_spans", "p_with_breaks"),
    styles_tables.one_cell: (*OLD_BODIES, "plain_p", "div_each"),
    styles_tables.sharepoint: ("div_spans", "plain_p", "word", "p_in_spans", "div_each", "block_spans"),
    styles_tables.dotnetnuke: ("plain_p", "word", "br_br", "justified_p", "two_containers"),
    styles_tables.label_rows: ("word", "br_br", "cell_rows", "plain_p", "br_single"),
    styles_tables.print_view: ("br_br", "word", "plain_p", "justified_p", "br_single", "unclosed_p"),
    styles_div.liferay6: ("plain_p", "justified_p", "p_then_text", "div_each", "word"),
    styles_div.liferay7: (*DIV_BODIES, "p_then_text", "word"),
    styles_div.nukeviet: (*DIV_BODIES, "two_containers"),
    styles_div.bootstrap: (*DIV_BODIES, "two_containers", "word_split", "mixed", "p_with_breaks"),
    styles_div.vue_soup: ("plain_p", "two_divs", "headings_p", "nested_sections", "div_each"),
    styles_div.joomla: ("plain_p", "justified_p", "word", "br_br"),
    styles_div.flat: ("plain_p", "br_br", "div_each", "justified_p", "mixed"),
    styles_div.custom_elements: ("plain_p", "two_divs", "block_spans", "nested_sections"),
    styles_div.lead_table: ("plain_p", "mixed", "justified_p", "word"),
    styles_div.tabs: ("plain_p", "div_each", "mixed", "br_br"),
    styles_div.tphcm_known: ("plain_p", "justified_p", "div_each", "headings_p"),
    styles_div.city_known: ("word", "br_br", "justified_p", "plain_p"),
    styles_html5.html5: ("plain_p", "headings_p", "justified_p", "nested_sections"),
    styles_html5.html5_bare: ("plain_p", "headings_p", "justified_p"),
    styles_html5.wordpress: ("plain_p", "headings_p", "div_each", "two_containers"),
    styles_html5.teasers_are_articles: ("plain_p", "headings_p", "br_br"),
}  # fmt: skip
ONLY_FOR = {"print_view": "hai_phong_city", "tphcm_known": "tphcm", "city_known": "hai_phong_city"}
# Frames that may print the first paragraph in an element of its own, before the body.
LEAD_APART = frozenset(
    {
        "liferay6",
        "liferay7",
        "nukeviet",
        "bootstrap",
        "vue_soup",
        "tphcm_known",
        "html5",
        "dotnetnuke",
        "lead_table",
        "custom_elements",
    }
)


@dataclass(frozen=True)
class Style:
    """One way a portal marks up a page; calling it gives the HTML of the page."""

    frame: Frame
    body: str

    @property
    def name(self) -> str:
        return f"{self.frame.__name__}+{self.body}"

    def suits(self, article: ForgedArticle) -> bool:
        """Whether this style can show the article: print views show those without a title, and only those."""
        if ONLY_FOR.get(self.frame.__name__, article.portal) != article.portal:
            return False
        return (self.frame is styles_tables.print_view) == (article.title is None)

    def __call__(self, article: ForgedArticle, noise: Noise, rng: random.Random) -> str:
        apart = self.frame.__name__ in LEAD_APART and leads(article) and rng.random() < 0.5
        lead = lead_of(article, noise) if apart else ""
        captions = CAPTIONS_OF_BODY[self.body]
        pieces = pieces_of(article, noise, captions, start=1 if apart else 0)
        return self.frame(article, noise, lead, BODIES[self.body](pieces, noise))


STYLES: dict[str, Style] = {
    style.name: style for frame, bodies in FRAMES.items() for style in (Style(frame, body) for body in bodies)
}
