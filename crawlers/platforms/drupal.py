"""Drupal 7 to 10."""

from crawlers.layout import Layout
from crawlers.platforms.platform import Platform, Sign

DRUPAL = Platform(
    name="drupal",
    title="Drupal",
    signs=(
        # system_html_head_alter() / HtmlResponseAttachmentsProcessor: `Drupal 10 (https://www.drupal.org)`
        Sign(told="the generator is Drupal", where="generator", pattern=r"^Drupal \d+"),
        Sign(
            told="the page carries Drupal's settings",
            where="scripts",
            pattern=r"\bDrupal\.settings\b|\"pathPrefix\":\"[^{}]{0,200}\"currentPath\"|\bdrupalSettings\b",
        ),
        Sign(
            told="scripts lie under /misc, /core or /sites",
            where="assets",
            pattern=r"^/(?:misc/drupal\.js|core/(?:misc|themes|modules)/|sites/[\w.-]+/(?:files/(?:css|js)|themes|modules)/)",
        ),
        Sign(
            told="classes and data attributes of nodes and fields",
            where="names",
            pattern=r"^\.node--type-|^\.field--name-|^\.field-name-body$|^\[data-drupal-|^\.node-type-",
        ),
        Sign(told="forms carry form_build_id", where="fields", pattern=r"^form_build_id$"),
    ),
    layout=Layout(
        # Bartik, Olivero, Classy: `node--view-mode-full`, `field--name-body`; Drupal 7: `.field-name-body`
        title="body[class*=node-type-] h1#page-title, body[class*=node-type-] h1.page-title, "
        "body[class*=page-node-type-] h1.page-title, body[class*=page-node-type-] h1.page-header",
        body=".node--view-mode-full .field--name-body, body.page-node .node .field-name-body",
    ),
    article=r"/node/(?P<number>\d+)",
    feeds=("/rss.xml",),
    sitemaps=("/sitemap.xml",),
    pages=(r"[?&]page=(?P<page>[1-9]\d*)",),  # the first page is 0
    turning="by links with the parameter page, which is 1 on the second page",
    never_articles=("/tin-tuc?page=1", "/taxonomy/term/3", "/user/login"),
)
