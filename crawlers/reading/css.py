"""CSS selectors as XPath: what cssselect takes for something else is mended or refused."""

from __future__ import annotations

from cssselect.xpath import ExpressionError, XPathExpr
from parsel.csstranslator import HTMLTranslator


def xpath_of(selector: str) -> str:
    """The XPath of a CSS selector. Raises cssselect's SelectorError where it cannot be told in XPath."""
    return _TRANSLATOR.css_to_xpath(selector)


class _Translator(HTMLTranslator):
    """cssselect 1.3 asks of the element itself what stands in `:has()` behind a combinator."""

    def xpath_relation_child_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
        """`x:has(> y)`."""
        return left.join("[./", right, closing_combiner="]", has_inner_condition=True)

    def xpath_relation_direct_adjacent_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
        """`x:has(+ y)`."""
        raise ExpressionError(f":has(+ …) and :has(~ …) cannot be used ({left} beside {right})")

    xpath_relation_indirect_adjacent_combinator = xpath_relation_direct_adjacent_combinator


_TRANSLATOR = _Translator()
