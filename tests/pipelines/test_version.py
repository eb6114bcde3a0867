"""A new revision is stored only where an article's content has changed."""

from collections.abc import Callable

from crawlers import clock
from crawlers.article import as_row
from crawlers.store import articles_object, publish
from tests.pipelines.articles import article
from tests.pipelines.conftest import Crawl


def test_a_new_article_is_revision_1(crawl: Callable[..., Crawl]) -> None:
    first = crawl()
    assert first.take(article(1)) == ["stored"]
    first.close()
    assert [row["revision"] for row in first.rows()] == [1]
    assert first.run.spider.tally.added == 1


def test_an_unchanged_article_is_not_stored_again(crawl: Callable[..., Crawl]) -> None:
    first = crawl()
    first.take(article(1))
    first.close()
    first.run._lease.release()  # type: ignore[union-attr]
    second = crawl()
    assert second.take(article(1, fetched_at="2026-11-22T00:00:00Z")) == ["hai_phong/1 is unchanged"]
    second.close()
    assert len(second.rows()) == 1
    assert second.run.spider.tally.unchanged == 1
    assert second.run.commits == []


def test_a_changed_article_is_the_next_revision_and_the_old_one_stays(crawl: Callable[..., Crawl]) -> None:
    first = crawl()
    first.take(article(1))
    first.close()
    first.run._lease.release()  # type: ignore[union-attr]
    second = crawl()
    second.take(article(1, body="Nội dung đã được sửa."))
    second.close()
    assert [(row["revision"], row["body"][:8]) for row in second.rows()] == [(1, "Tổ công "), (2, "Nội dung")]
    assert (second.run.spider.tally.added, second.run.spider.tally.changed) == (0, 1)


def test_what_is_not_committed_is_not_known(crawl: Callable[..., Crawl]) -> None:
    first = crawl()
    first.take(article(1))
    first.run._lease.release()  # type: ignore[union-attr]
    second = crawl()  # the first one died before its commit
    assert second.take(article(1)) == ["stored"]


def test_a_print_view_does_not_replace_the_page(crawl: Callable[..., Crawl]) -> None:
    first = crawl()
    first.take(article(1))
    first.close()
    printed = article(1, title=None, published_at=None, published_text=None, flags=["title-missing"])
    assert first.take(printed) == ["hai_phong/1 has lost its date; what is stored has it"]
    assert first.run.spider.tally.held_back == 1


def test_the_page_replaces_a_print_view(crawl: Callable[..., Crawl]) -> None:
    first = crawl()
    first.take(article(1, title=None, published_at=None, published_text=None))
    first.close()
    assert first.take(article(1)) == ["stored"]
    first.close()
    assert [row["title"] for row in first.rows()] == [None, "Tuần tra đêm ở phường Đông Bến"]


def test_an_article_that_was_gone_comes_back_as_a_new_revision(crawl: Callable[..., Crawl]) -> None:
    first = crawl()
    first.take(article(1))
    first.close()
    gone = as_row(article(1)) | {"revision": 2, "gone": True}
    run = first.run
    objects = [articles_object("hai_phong", [gone])]
    commit = publish(run.store, run.log, run.id, objects, {"gone": 1}, clock.now(run.settings))
    run.committed(commit, [gone])
    assert first.take(article(1)) == ["stored"]
    first.close()
    assert [row["revision"] for row in first.rows()] == [1, 2, 3]
