"""HTML that every sample portal writes alike."""

from html import escape

from tests.samples.truth import SampleArticle


def text(words: str) -> str:
    """`words` as HTML text."""
    return escape(words, quote=False)


def linked(words: str, article: SampleArticle) -> str:
    """A paragraph of `article` as HTML, the names of attachments in it as links to them."""
    html = text(words)
    for file in article.attachments:
        html = html.replace(text(file.name), f'<a href="{file.path}">{text(file.name)}</a>')
    return html
