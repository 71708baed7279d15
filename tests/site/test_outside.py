"""Everything from outside the article: beside it, never mixed into it, with publisher and date where it stands."""

from __future__ import annotations

from explainer.site.evidence.claims import WORST_FIRST

from ..conftest import Site, words


def test_the_article_stands_on_one_side_and_others_on_the_other(site: Site) -> None:
    finding = site.row("checked", "check-C1")
    beside = finding.xpath("ancestor::details[@class='beside']")[0]
    (article,), (outside,) = beside.find_class("beside-article"), beside.find_class("beside-outside")
    assert "about 1,200 people walked across it" in words(article)
    assert "The county counted fewer people." in words(outside) and "about 950 people" in words(outside)
    assert "950" not in words(article) and "1,200" not in words(outside)
    assert article.xpath(".//a/@href") == ["evidence.html#claim-walkers"]


def test_every_finding_names_publisher_date_and_kind_of_source(site: Site) -> None:
    findings = site.page("checked").xpath("//li[starts-with(@id, 'check-')]")
    assert len(findings) == 4
    for finding in findings:
        assert finding.xpath("ancestor-or-self::*[contains(@class, 'outside')]")
        source = finding.find_class("finding-source")[0]
        assert words(source.find_class("publisher")[0]) and words(source.find_class("when")[0])
        assert "Source: " in words(source)


def test_links_to_other_sites_say_so_and_give_nothing_away(site: Site) -> None:
    for name in ("checked", "data", "source", "method"):
        for link in site.page(name).xpath("//main//a[starts-with(@href, 'http')]"):
            assert "noopener" in link.get("rel"), link.get("href")
            assert "(another site)" in words(link)


def test_the_panel_is_worst_first_and_folds_the_background(changed: Site) -> None:
    panel = changed.page("story").find_class("outside-panel")[0]
    shown = [mark.get("class") for mark in panel.xpath("./ul//a[starts-with(@href, 'checked.html')]/span")]
    # Four that contradict or differ stand open; what contradicts always does.
    assert shown == [f"verdict verdict-{key}" for key in ("contradicted", "differs", "differs", "differs")]
    assert set(panel.xpath("./ul[@class='panel-findings']/li//a[contains(@href, 'evidence')]/@href")) == {
        "evidence.html#claim-walkers"
    }
    folded = [fold.xpath(".//a[contains(@href, 'check-')]/span/@class") for fold in panel.xpath("./details")]
    assert folded == [
        [f"verdict verdict-{key}"] * n
        for key, n in (("differs", 2), ("not_found", 1), ("consistent", 1), ("context", 1))
    ]
    assert words(panel.xpath("./details/summary")[0]) == "2 more that differ"
    assert len(panel.xpath("./ul[@class='panel-bar']//i")) == 9
    assert "Said <b>C9</b>. Somebody, undated page" in words(panel)


def test_the_summary_counts_what_is_there(site: Site) -> None:
    table = site.page("checked").find_class("checks-summary")[0]
    marks = [row.xpath("./th/span/@class")[0] for row in table.xpath("./tbody/tr")]
    assert marks == [f"verdict verdict-{key}" for key in ("differs", "not_found", "consistent")]
    for row in table.xpath("./tbody/tr"):
        assert len(row.xpath(".//i")) == int(words(row.find_class("count")[0]))
    assert "3 findings on 3 claims" in words(table)


def test_what_came_after_is_in_the_order_of_time_and_says_where_it_ends(changed: Site) -> None:
    page = changed.page("checked")
    rows = page.xpath("//ol[contains(@class, 'aftermath')]/li/@id")
    assert rows == ["check-A2", "check-A1"]
    assert "The newest source is dated January 2009" in words(page)


def test_verdicts_are_ranked_once() -> None:
    assert WORST_FIRST == ("contradicted", "differs", "not_found", "consistent", "context")
