"""Everything from outside the article: beside it, never mixed into it, with publisher and date where it stands."""

from __future__ import annotations

from pathlib import Path

from explainer.site.evidence.claims import WORST_FIRST
from tests.trust.conftest import Site, words, write


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


def test_the_panel_is_worst_first_and_folds_the_background(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        path = root / "data" / "checks.csv"
        rows = path.read_text("utf-8")
        extra = "{id},walkers,opening,story,{verdict},Said <b>{id}</b>.,,,,,,2001,sure,Somebody,Title,https://example.org/,,2026-11-22,{quality},\n"
        rows += extra.format(id="C8", verdict="context", quality="primary")
        rows += extra.format(id="C9", verdict="contradicted", quality="primary")
        path.write_text(rows, "utf-8")

    panel = write(tmp_path / "book", change).page("story").find_class("outside-panel")[0]
    shown = [mark.get("class") for mark in panel.xpath("./ul//a[starts-with(@href, 'checked.html')]/span")]
    assert shown == [f"verdict verdict-{key}" for key in ("contradicted", "differs")]
    assert set(panel.xpath("./ul[@class='panel-findings']/li//a[contains(@href, 'evidence')]/@href")) == {
        "evidence.html#claim-walkers"
    }
    folded = [fold.xpath(".//a[contains(@href, 'check-')]/span/@class") for fold in panel.xpath("./details")]
    assert folded == [["verdict verdict-not_found"], ["verdict verdict-consistent"], ["verdict verdict-context"]]
    assert len(panel.xpath("./ul[@class='panel-bar']//i")) == 5
    assert "Said <b>C9</b>. Somebody, undated page" in words(panel)


def test_of_many_that_differ_some_stand_open_and_what_contradicts_always_does(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        path = root / "data" / "checks.csv"
        row = "{id},walkers,opening,story,{verdict},Said {id}.,,,,,,2001,sure,Somebody,Title,https://example.org/,,2026-11-22,primary,\n"
        more = [
            row.format(id=f"C{number}", verdict="contradicted" if number < 15 else "differs")
            for number in range(10, 18)
        ]
        path.write_text(path.read_text("utf-8") + "".join(more), "utf-8")

    panel = write(tmp_path / "book", change).page("story").find_class("outside-panel")[0]
    assert len(panel.xpath("./ul[@class='panel-findings']/li")) == 5
    assert len(panel.xpath("./details[contains(summary, '4 more that differ')]//li")) == 4


def test_a_panel_for_a_page_that_is_none_is_an_error(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        path = root / "book" / "story.md"
        path.write_text(path.read_text("utf-8").replace("{outside} story", "{outside} stroy"), "utf-8")

    assert "{outside} takes one of story, not 'stroy'" in write(tmp_path / "book", change).warnings


def test_the_summary_counts_what_is_there(site: Site) -> None:
    table = site.page("checked").find_class("checks-summary")[0]
    marks = [row.xpath("./th/span/@class")[0] for row in table.xpath("./tbody/tr")]
    assert marks == [f"verdict verdict-{key}" for key in ("differs", "not_found", "consistent")]
    for row in table.xpath("./tbody/tr"):
        assert len(row.xpath(".//i")) == int(words(row.find_class("count")[0]))
    assert "3 findings on 3 claims" in words(table)


def test_what_came_after_is_in_the_order_of_time_and_says_where_it_ends(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        path = root / "data" / "aftermath.csv"
        head, first = path.read_text("utf-8").splitlines()
        columns = head.split(",")
        earlier = dict(zip(columns, [""] * len(columns), strict=True)) | {
            "id": "A2", "event": "Earlier.", "label": "Earlier", "topic": "bridge", "chapter": "story",
            "date": "2004-12", "certainty": "sure", "publisher": "Somebody", "title": "T",
            "url": "https://example.org/", "published": "2009-01", "accessed": "2026-11-22", "quality": "primary",
        }  # fmt: skip
        path.write_text("\n".join([head, first, ",".join(earlier[name] for name in columns)]) + "\n", "utf-8")

    page = write(tmp_path / "book", change).page("checked")
    rows = page.xpath("//ol[contains(@class, 'aftermath')]/li/@id")
    assert rows == ["check-A2", "check-A1"]
    assert "The newest source is dated January 2009" in words(page)


def test_verdicts_are_ranked_once() -> None:
    assert WORST_FIRST == ("contradicted", "differs", "not_found", "consistent", "context")
