"""One wrong cell in the tiny subject, and the fault that must name it."""

from __future__ import annotations

import pytest

from explainer.model.faults import Faults
from explainer.query.ledger import Ledger
from explainer.text.reader import read
from explainer.validate.readable import amounts
from tests.core.bench import TINY, Bench

# table, row, column, wrong value, what the fault must say
BROKEN = [
    ("claims", "walkers", "paragraph", "3", "3, but offset 98 lies in paragraph 2"),
    ("claims", "walkers", "start", "99", "99, but the quote starts at 98"),
    ("claims", "walkers", "end", "134", "134, but the quote ends at 133"),
    ("claims", "walkers", "end", "many", "'many' is not a whole number"),
    ("claims", "walkers", "quote", "about 1,300 people walked across it", "differs from the article at character 9"),
    ("claims", "pier", "quote", "", "empty, but it is required"),
    ("claims", "walkers", "restatement", "Around 1,300 people crossed on foot.", "'1,300' cannot be read in the quote"),
    ("claims", "denial", "restatement", "Mayor Ben Orrin later denied that it would be gone.", "8 words in a row are"),
    ("claims", "walkers", "actor", "nobody", "no actors row has the id 'nobody'"),
    ("claims", "pier", "actor", "report", "the article names quill as speaking here"),
    ("claims", "pier", "actor", "orrin", "the article names quill as speaking here"),
    ("claims", "denial", "actor", "council", "the article names orrin as speaking here"),
    ("claims", "cost", "actor", "report", "the article names council as speaking here"),
    ("claims", "ferries", "actor", "orrin", "'orrin' is not named as speaking in this paragraph"),
    ("claims", "pier", "modality", "opinion", "'Most likely' makes it likely"),
    ("claims", "denial", "modality", "stated", "'denied' makes it denied"),
    ("claims", "ferries", "modality", "likely", "none of its words (most likely, probably) stands in the sentence"),
    ("claims", "first-reason", "modality", "stated", "'stated' does not go with the kind 'judgement'"),
    ("claims", "ferries", "kind", "event", "no row of events belongs to this claim"),
    ("claims", "headline", "kind", "quantity", "no row of quantities belongs to this claim"),
    ("events", "opening", "claim", "closing", "'3 May 1998' does not stand in the quote"),
    ("events", "opening", "date", "1998-05-04", "1998-05-04 does not say what is printed: '3 May 1998'"),
    ("events", "opening", "date", "1998-05", "1998-05 does not say what is printed: '3 May 1998'"),
    ("events", "opening", "date", "May 1998", "'May 1998' is not a date in EDTF"),
    ("events", "opening", "date", "1998-05-03/..", "is open on a side, but the quote has no word such as by or since"),
    ("events", "opening", "printed", "3 May", "the quote prints more: '3 May 1998'"),
    ("events", "opening", "printed", "", "resolution is 'printed', but no date is printed here"),
    ("events", "opening", "resolution", "resolved", "a resolved date needs a ground"),
    ("events", "opening", "ground", "It is printed.", "a date that is printed needs no ground"),
    ("claims", "walkers", "start", "", "empty, but it is required"),
    ("claims", "walkers", "end", "", "empty, but it is required"),
    ("claims", "walkers", "paragraph", "4", "4, but offset"),
    ("events", "opening", "ground", "It is so.", "a date that is printed needs no ground"),
    ("events", "opening", "actors", "quill|quil", "no actors row has the id 'quil'; close to it: quill"),
    ("events", "opening", "actors", "quill|quill", "'quill' stands in the list twice"),
    ("events", "closing", "date", "2003-09-24", "the year 2003 is neither printed nor named by the ground"),
    ("events", "closing", "date", "1998-09-24", "the last year it names is 2004, but the date has 1998"),
    ("events", "closing", "date", "2004-08-24", "does not say what is printed: '24/9'"),
    ("events", "closing", "resolution", "printed", "the year 2004 is not printed in '24/9'"),
    ("events", "closing", "ground", "", "a resolved date needs a ground"),
    ("events", "money", "date", "2004-08", "the quote says 'by': the date needs an open beginning"),
    ("events", "money", "date", "2004-08/..", "the quote says 'by': the date needs an open beginning"),
    ("events", "cracks", "date", "2004-08?", "'last month' is September 2004 when the article is of 2004-10?"),
    ("events", "cracks", "date", "2004-09", "'likely', but the date 2004-09 carries no question mark"),
    ("events", "cracks", "certainty", "sure", "'sure', but the date 2004-09? carries a question mark"),
    ("quantities", "walkers", "value", "1300", "1,300 cannot be read in the quote of 'walkers', which has 1,200"),
    ("quantities", "walkers", "value", "", "empty, but the hedge about needs it"),
    ("quantities", "walkers", "low", "1000", "1000, but the hedge about leaves it empty"),
    ("quantities", "walkers", "hedge", "exact", "'exact', but the article's words make it 'about'"),
    ("quantities", "rivets-gone", "hedge", "about", "'about', but the article's words make it 'exact'"),
    ("quantities", "walkers", "hedge", "roughly", "'roughly' is no hedge"),
    ("quantities", "walkers", "claim", "steel", "cannot be read in the quote of 'steel', which has 300"),
    ("quantities", "walkers", "unit", "drivers", "none of drivers stands in the quote"),
    ("quantities", "walkers", "unit", "furlongs", "'furlongs' is not among the units"),
    ("quantities", "walkers", "as_of", "1999-05-03", "is not the date of an event of its paragraph"),
    ("quantities", "steel", "low", "301", "301 cannot be read in the quote"),
    ("quantities", "cost", "low", "3000000", "the quote gives 4,000,000 to 6,000,000"),
    ("quantities", "cost", "high", "7000000", "the quote gives 4,000,000 to 6,000,000"),
    ("quantities", "cost", "low", "6000000", "is not below the high bound"),
    ("quantities", "money-left", "low", "8", "the quote gives 800 to 900"),
    ("quantities", "money-share", "high", "20", "20 cannot be read in the quote"),
    ("quantities", "rivets-gone", "unit", "people", "none of people stands in the quote"),
    ("quantities", "cracks", "hedge", "majority", "no such word stands in the quote"),
    ("quantities", "detour", "hedge", "hundreds", "no such word stands in the quote"),
    ("reasons", "money", "words", "The second reason", "'The second reason' does not stand in the quote"),
    ("reasons", "money", "claim", "headline", "the claim 'headline' introduces this reason but supports no reason"),
    ("reasons", "money", "parent", "money", "the reason stands under itself"),
    ("reasons", "river", "position", "3", "3, but at the top place 2 is open"),
    ("reasons", "river", "claim", "pier", "'pier', but the list of claims begins with 'second-reason'"),
    ("reasons", "river", "label", "The river wins", "'wins': no claim of this reason has this word"),
    ("reasons", "river", "label", "The river takes the pier", "'takes': only 'pier' says so, less firmly"),
    ("quantities", "steel", "as_of", "2004-10?", "is not the date of an event of its paragraph, nor a printed one"),
    ("claims", "denial", "actor", "report", "'denied', but the article says it in its own voice"),
    ("quantities", "years", "unit", "times", "'times' has no words (read) in datapackage.json"),
    ("actors", "orrin", "claim", "opening", "the first claim that names 'Ben Orrin' is 'denial'"),
    ("places", "wendle", "name", "Windle", "neither 'Windle' nor a spelling of it stands in the article"),
    ("events", "closing", "actors", "council|quill", "paragraph 9 does not name 'Ada Quill'"),
    ("events", "opening", "actors", "", "the quote names 'Ada Quill', who is not listed"),
    ("events", "closing", "actors", "council|report", "paragraph 9 does not name 'The report'"),
    ("events", "closing", "ground", "It is 2004; no end is given.", "the date needs /.."),
    ("events", "cracks", "printed", "", "empty, but the quote prints a date: 'last month'"),
    ("reasons", "river", "claims", "second-reason|pier|cracks|rivets-gone", "'rivets-rusty' supports this"),
    ("reasons", "money", "claims", "first-reason|money-left|money-share|pier", "'pier' says that it supports 'river'"),
    ("places", "wendle", "claim", "headline", "the first claim that names 'Wendle' is 'detour'"),
    ("readings", "fish", "quote", "a fish in the light", "differs from the article at character 15"),
    ("readings", "fish", "reading", "a fish in the night", "nothing is read"),
    ("readings", "fish", "wrong", "", "empty, but it is required"),
    ("tensions", "money-or-river", "claims", "first-reason|second-raeson", "close to it: second-reason"),
    ("checks", "C1", "value", "nine hundred", "'nine hundred' is not a number"),
    ("checks", "C1", "date", "3 May", "'3 May' is not a date in EDTF"),
    ("checks", "C1", "unit", "", "a number without a unit"),
    ("checks", "C1", "hedge", "more_than", "needs low"),
    ("checks", "C1", "url", "example", "'example' is no address of a page"),
    ("checks", "C2", "hedge", "about", "a hedge without a number"),
    ("checks", "C3", "low", "320", "low, value and high are not in this order"),
    ("aftermath", "A1", "published", "2005-13", "is not a date of the calendar"),
    ("sources", "map", "derived_from", "maps", "no sources row has the id 'maps'; close to it: map"),
    ("derived", "rivets-sound", "of", "rivets-gone|rivets", "'rivets' is neither a quantity nor a check nor derived"),
    ("derived", "rivets-sound", "of", "rivets-gone|rivets-sound", "it is made of itself"),
    ("derived", "rivets-sound", "unit", "people", "'people', but its parts are in percent"),
    ("derived", "walkers-ratio", "of", "C1|detour", "has no number to reckon with"),
    ("derived", "walkers-ratio", "condition", "", "empty, but it is required"),
    ("derived", "left-share", "unit", "times", "a share is a percentage"),
    ("exceptions", "quill-speaks", "end", "600", "the quote ends at"),
    ("exceptions", "quill-speaks", "why", "", "empty, but it is required"),
    ("glossary", "rivet", "claim", "rivets", "close to it: rivets-gone"),
    # Rows witness each other.
    ("sources", "map", "derived_from", "map", "the source is made from itself"),
    ("checks", "C1", "date", "1998-06", "is after the page was published"),
    ("checks", "C1", "published", "2027", "is after the page was read"),
    ("checks", "C3", "verdict", "contradicted", "the numbers of the article and of the finding agree"),
    ("claims", "walkers", "restatement", "Its price is unknown.", "shares no word with its sentence"),
    ("places", "wendle", "lat", "45", "empty, but the other coordinate is given"),
    ("claims", "walkers", "restatement", "Just 1,200 people crossed it on foot.", "reads as exact, but the"),
    ("checks", "C1", "certainty", "likely", "carries no sign of doubt"),
    ("checks", "C2", "certainty", "sure", "the date 2004~ carries a sign of doubt"),
    ("checks", "C1", "quality", "official party", "other rows of 'County record' have 'primary'"),
    ("checks", "C1", "note", "Above 950 by the gate.", "the row's own words make it 'more_than'"),
    ("checks", "C1", "finding", "In May 2001 the county counted fewer people.", "the row's words say 2001-05"),
    ("checks", "C1", "url", "https://example.org/1998/06/04/x", "1998-05-04, but the address says 1998-06-04"),
    ("events", "opening", "label", "A price is paid", "shares no word with its claim"),
    ("aftermath", "A1", "label", "Nobody knows", "shares no word with the event"),
    ("sources", "report", "accessed", "2003-01-01", "2004-10? is after it was read: 2003-01-01"),
    ("readings", "fish", "certainty", "sure", "'sure', but another reading is given"),
    ("readings", "fish", "others", "", "not sure, but no other is given"),
    ("derived", "left-share", "of", "cost|walkers", "a share is not more than the whole"),
    ("claims", "walkers", "note", "=1+1", "a spreadsheet would run it as a formula"),
    ("claims", "walkers", "note", "@home", "a spreadsheet would run it as a formula"),
    ("claims", "walkers", "note", " so ", "begins or ends with white space"),
    ("claims", "walkers", "note", "so\nit is", "one row, one line"),
    ("claims", "walkers", "id", "Wal kers", "is no id"),
    ("claims", "walkers", "id", "opening", "the same id stands on line 3"),
]


def test_the_tiny_subject_holds() -> None:
    assert Ledger.load(TINY).faults == []


@pytest.mark.parametrize(("table", "row", "column", "value", "said"), BROKEN, ids=lambda value: str(value)[:24])
def test_a_wrong_cell_is_named(bench: Bench, table: str, row: str, column: str, value: str, said: str) -> None:
    faults = bench.cell(table, row, column, value).faults()
    found = [fault for fault in faults if said in fault]
    assert found, faults
    assert found[0].startswith(f"{table}, ")
    assert f"{row} (line " in found[0] or column == "id" or "line" in found[0]


def test_a_caption_is_in_the_voice_of_the_article(bench: Bench) -> None:
    faults = bench.cell("claims", "headline", "kind", "caption").cell("claims", "headline", "actor", "quill").faults()
    assert any("'quill', but a caption is in the article's own voice" in fault for fault in faults), faults


def test_a_number_to_ask_about_is_an_amount_and_a_date_is_none() -> None:
    found = amounts(read("1.500 people on 3/4, 40 boats on 3 May 1998"))
    assert [one.words for one in found] == ["1.500 people", "40"]


def test_a_reason_says_the_doubt_of_its_claim(bench: Bench) -> None:
    faults = bench.cell("claims", "second-reason", "modality", "likely").faults()
    for column in ("label", "summary"):
        said = f"reasons, river (line 3), {column}: the claim 'second-reason' is likely, but none of may, probably"
        assert f"{said} stands here" in faults, faults


def test_every_fault_is_told_at_once(bench: Bench) -> None:
    bench.cell("claims", "walkers", "start", "99").cell("quantities", "steel", "low", "301")
    bench.cell("places", "wendle", "claim", "nowhere").cell("derived", "left-share", "unit", "times")
    with pytest.raises(Faults) as error:
        Ledger.load(bench.root)
    assert {fault.table for fault in error.value.faults} == {"claims", "quantities", "places", "derived"}


def test_a_claim_that_leaves_the_reason_it_introduces_is_named(bench: Bench) -> None:
    faults = bench.cell("claims", "first-reason", "reason", "river").faults()
    assert any("reasons, money (line 2), claim: the claim 'first-reason' introduces this reason" in f for f in faults)


def test_a_claim_that_strays_among_those_of_another_reason_is_named(bench: Bench) -> None:
    free = (
        bench.cell("claims", "rivets-gone", "reason", "money")
        .cell("reasons", "money", "claims", "first-reason|money-left|money-share|rivets-gone")
        .cell("reasons", "river", "claims", "second-reason|pier|cracks|rivets-rusty")
    )
    assert free.faults() == []
    bench.raw("data/datapackage.json", lambda raw: raw.replace(b'"order": "free"', b'"order": "text"'))
    assert any("'money', but the claims for 'money' stand elsewhere together" in fault for fault in bench.faults())


def test_a_word_that_two_units_read_is_a_fault(bench: Bench) -> None:
    bench.raw("data/datapackage.json", lambda raw: raw.replace(b'"drivers"\n', b'"drivers", "people"\n'))
    assert any("both 'people' and 'drivers' are read from 'people'" in fault for fault in bench.faults())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"about 1,200", b"about 1,300", "article.sha256: the file bridge.txt has"),
        (b"about 1,200", b"about 1,300", "differs from the article at character 9"),
    ],
)
def test_a_changed_article_is_named(bench: Bench, old: bytes, new: bytes, said: str) -> None:
    faults = bench.raw("seeds/bridge.txt", lambda raw: raw.replace(old, new)).faults()
    assert any(said in fault for fault in faults), faults


def test_a_reason_that_strays_from_the_order_of_the_text_is_named(bench: Bench) -> None:
    bench.raw("data/datapackage.json", lambda raw: raw.replace(b'"order": "free"', b'"order": "text"'))
    faults = bench.cell("reasons", "money", "position", "2").cell("reasons", "river", "position", "1").faults()
    assert any("money (line 2), parent: the article sets this reason out before" in fault for fault in faults), faults
