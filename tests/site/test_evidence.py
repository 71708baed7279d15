"""The evidence page: every claim whole, linked both ways, and readable without scripts."""

from __future__ import annotations

from ..conftest import Site, words


def test_every_claim_stands_there_with_words_speaker_and_firmness(site: Site) -> None:
    page = site.page("evidence")
    claims = page.xpath("//li[starts-with(@id, 'claim-')]")
    assert [claim.get("id") for claim in claims][:3] == ["claim-headline", "claim-opening", "claim-walkers"]
    for claim in claims:
        assert words(claim.find_class("claim-quote")[0])
        assert words(claim.find_class("restatement")[0])
        assert len(claim.find_class("firm")) == 1
        assert claim.xpath(".//a[@class='claim-number']/@href") == [f"#{claim.get('id')}"]


def test_a_number_keeps_its_hedge_and_a_date_says_how_it_was_got(site: Site) -> None:
    # The quotation, in the same row, has these words as well.
    walkers = site.row("evidence", "claim-walkers").find_class("fact-number")[0]
    assert "about 1,200 people" in words(walkers)
    closing = words(site.row("evidence", "claim-closing"))
    assert "Date" in closing and "24 September 2004, worked out" in closing


def test_checks_of_a_claim_give_verdict_publisher_and_date_where_they_stand(site: Site) -> None:
    facts = site.row("evidence", "claim-walkers").find_class("fact-checks")[0]
    assert "outside" in facts.get("class")
    assert "differs" in words(facts) and "County record" in words(facts) and "4 May 1998" in words(facts)
    assert facts.xpath(".//a/@href") == ["checked.html#check-C1"]


def test_every_place_of_use_is_one_step_back(site: Site) -> None:
    uses = site.row("evidence", "claim-walkers").find_class("fact-uses")[0]
    hrefs = [href for href in uses.xpath(".//a/@href") if href.startswith("story.html#")]
    assert hrefs
    assert [href for href in hrefs if not site.page("story").xpath("//*[@id=$id]", id=href.partition("#")[2])] == []


def test_an_unused_claim_says_why(site: Site) -> None:
    assert "A headline, no finding." in words(site.row("evidence", "claim-headline"))


def test_without_scripts_there_is_no_dead_form_and_every_claim(site: Site) -> None:
    page = site.page("evidence")
    (form,) = page.find_class("claim-filter")
    assert form.get("hidden") is not None
    assert not page.xpath("//li[starts-with(@id, 'claim-')][@hidden]")
    assert page.xpath("//script[contains(@src, 'filter.js')]")
    assert not site.page("story").xpath("//script[contains(@src, 'filter.js')]")


def test_filters_offer_only_what_leaves_something(site: Site) -> None:
    page = site.page("evidence")
    for select in page.xpath("//form//select"):
        for option in select.xpath(".//option[@value != '']"):
            assert int(words(option).rpartition("(")[2].rstrip(")")) > 0
    reasons = page.xpath("//select[@name='reason']/option/@value")
    claims = page.xpath("//li[starts-with(@id, 'claim-')]/@data-reason")
    assert {key for path in claims for key in path.split()} == set(reasons) - {""}


def test_a_garbled_claim_leads_to_its_reading_from_every_note(site: Site) -> None:
    reading = site.row("source", "reading-fish")
    assert "A danger that nobody sees." in words(reading) and "open" in words(reading)
    (claim,) = reading.xpath(".//dd/a/@href")
    assert claim.startswith("evidence.html#claim-")
    row = site.row("evidence", claim.partition("#")[2])
    assert "source.html#reading-fish" in row.xpath(".//a/@href")
    notes = site.page("index").xpath("//*[@role='doc-footnote'][.//a[@href='source.html#reading-fish']]")
    assert notes, "the note that tells the claim shows the mark that opens its reading"


def test_tensions_quote_and_link_their_claims(site: Site) -> None:
    tension = site.row("source", "tension-money-or-river")
    hrefs = tension.xpath(".//a/@href")
    assert hrefs == ["evidence.html#claim-first-reason", "evidence.html#claim-second-reason"]
