"""What is broken in the finished pages, one thing at a time, for each check that reads them without a browser."""

from __future__ import annotations

import random

from ..book import test_alternatives as alternatives
from ..book import test_links as links
from ..book import test_opens as opens
from ..book import test_readable as readable
from ..book import test_shared as shared
from ..book import test_sources as sources
from ..book import test_valid as valid
from .breaking import Break, Change, Check, after, out, put

STORY, EVIDENCE = "story.html", "evidence.html"
_GONE = "Rivets that were gone: 5% (most probably September 2004)."
_RUSTY = "Rivets that were rusty: about 60% (most probably September 2004)."
ALT = f"Two shares of the rivets. {_GONE} {_RUSTY}</desc>"
_MARK = f'<a href="evidence.html#claim-rivets-gone" aria-label="{_GONE}">'
_NUMBER = '<a class="datum article nb" href="evidence.html#claim-walkers">about 1,200</a>'
_NARROW = 'id="figure-rivets-narrow-desc"'


def later(place: str, old: str, new: str) -> Change:
    """Put something else in the place of a text, the first time it stands after a place."""

    def change(raw: bytes) -> bytes:
        before, found, rest = raw.partition(place.encode())
        assert found, f"not there: {place}"
        return before + found + put(old, new)(rest)

    return change


def heavy(raw: bytes) -> bytes:
    """Put a megabyte that no packing makes smaller at the end, as a comment of a page has it."""
    return raw + b"<!--" + random.Random(1).randbytes(1_000_000).hex().encode() + b"-->"


BREAKS: dict[Check, list[Break]] = {
    alternatives.test_every_picture_says_what_it_shows: [
        Break(STORY, after("<h2>How it began</h2>", '<img src="share/story.png">'), STORY),
        Break(STORY, after("<h2>How it began</h2>", '<img src="share/story.png" alt="story.png">'), r"story\.png"),
        Break(STORY, out(' aria-describedby="figure-rivets-wide-desc"'), STORY),
        Break(STORY, put(ALT, "Two shares.</desc>"), "Two shares"),
        Break(STORY, put(ALT, "More rivets were rusty than gone</desc>"), "More rivets were rusty than gone"),
    ],
    alternatives.test_what_a_chart_says_has_the_numbers_of_its_table: [
        Break(STORY, put(ALT, ALT.replace("5%", "6%")), r"story\.html, figure-rivets, “5%”: 5"),
        Break(STORY, put(ALT, ALT.replace("about 60", "60")), "“about 60%”: about 60"),
        Break(STORY, put(ALT, ALT.replace("about 60", "more than 60")), "“about 60%”: about 60"),
    ],
    alternatives.test_a_picture_to_take_along_carries_its_words: [
        Break("figures/rivets/rivets.svg", put("<desc", "<metadata"), r"rivets\.svg"),
        Break("figures/rivets/rivets.svg", put("<title", "<metadata"), r"rivets\.svg"),
    ],
    links.test_every_mark_of_a_live_chart_leads_to_a_place: [
        Break("figures/rivets/wide.js", put("#claim-rivets-gone", "#claim-lost"), r"evidence\.html#claim-lost"),
        Break("figures/rivets/narrow.vl.js", put("#claim-rivets-gone", "#claim-lost"), "#claim-lost"),
        Break("figures/rivets/wide.js", put("evidence.html#claim-rivets-gone", "lost.html"), r"lost\.html"),
    ],
    links.test_every_find_of_the_search_is_a_place: [
        Break("_static/search-index.js", put('"two-reasons"', '"three-reasons"'), r"index\.html#three-reasons"),
        Break("_static/search-index.js", put('"story.html"', '"lost.html"'), r"lost\.html"),
    ],
    links.test_what_is_taken_along_is_whole: [
        Break("figures/rivets/rivets.csv", lambda raw: raw + b"one,two\n", r"rivets\.csv"),
        Break("figures/rivets/rivets.csv", lambda raw: b"", r"rivets\.csv"),
        Break("figures/rivets/rivets.vl.json", lambda raw: raw[:-20], r"rivets\.vl\.json"),
        Break("figures/rivets/rivets.svg", put("</svg>", ""), r"rivets\.svg"),
        Break("figures/rivets/rivets.png", lambda raw: raw[1:], r"rivets\.png"),
        Break("tables/tiny.zip", lambda raw: raw[:-40], r"tiny\.zip"),
        Break(STORY, put('href="figures/rivets/rivets.bib"', 'href="figures/rivets/lost.bib"'), r"lost\.bib"),
    ],
    links.test_a_notebook_to_take_along_has_no_dead_link: [
        Break("downloads/story.ipynb", after("# Story", " [on](checked.html)"), r"checked\.html"),
    ],
    links.test_a_link_to_a_view_of_the_claims_chooses_what_is_there: [
        Break("people.html", put("?speaker=quill", "?speaker=nobody"), "nobody"),
        Break("people.html", put("?speaker=quill", "?talker=quill"), "talker"),
    ],
    opens.test_every_page_is_there_with_its_policy: [
        Break(STORY, put("script-src 'self'", "script-src 'self' 'unsafe-inline'"), "unsafe-inline"),
        Break(STORY, put("http-equiv", "name"), STORY),
        Break(STORY, after("</title>", "<style>p {}</style>"), STORY),
        Break("404.html", put("<style>", "<style>p{margin:0}"), r"404\.html"),
    ],
    readable.test_headings_go_down_one_level_at_a_time: [
        Break(STORY, put("<h2>How it began</h2>", "<h4>How it began</h4>"), "How it began"),
        Break(STORY, put("<h2>How it began</h2>", "<h1>How it began</h1>"), STORY),
        Break(STORY, put("<h2>How it began</h2>", "<h2></h2>"), STORY),
    ],
    readable.test_an_id_stands_once_and_every_name_is_there: [
        Break(STORY, put('id="call-2"', 'id="call-1"'), "call-1"),
        Break(STORY, put('aria-labelledby="figure-rivets-heading"', 'aria-labelledby="lost"'), "lost"),
        Break(STORY, put('aria-describedby="figure-rivets-wide-desc"', 'aria-describedby="lost"'), "lost"),
        Break(EVIDENCE, put('for="filter-q"', 'for="lost"'), "lost"),
    ],
    readable.test_every_page_says_its_language_and_its_name: [
        Break(STORY, out(' lang="en"'), STORY),
        Break(STORY, put("<title>Story", "<title>Evidence"), "Evidence · The bridge"),
        Break(STORY, put('class="skip" href="#main"', 'class="skip" href="#top"'), STORY),
        Break(STORY, put('<main id="main"', '<main id="text"'), STORY),
    ],
    shared.test_images_are_there_and_light: [
        Break("share/story.png", lambda raw: raw[:20], r"share/story\.png"),
        Break("figures/rivets/share.png", lambda raw: raw[:20] + b"\0\0\0\1" + raw[24:], r"rivets/share\.png"),
        Break("share/story.png", lambda raw: heavy(heavy(raw)), "< 4000000"),
    ],
    shared.test_every_figure_has_a_page_of_its_own_with_its_caveats: [
        Break("figures/rivets.html", put('<p class="not-shown">', "<p>"), "rivets: not-shown"),
        Break("figures/rivets.html", put('<p class="source">', "<p>"), "rivets: source"),
        Break("figures/rivets.html", put('<p class="status">', "<p>"), "rivets: status"),
        Break("figures/rivets.html", heavy, "rivets"),
    ],
    sources.test_every_mark_of_a_chart_leads_to_its_row_and_says_what_it_is: [
        Break(STORY, put(_MARK, _MARK.replace("#claim-rivets-gone", "")), "figure-rivets"),
        Break(STORY, put(_MARK, _MARK.replace(_GONE, "")), "figure-rivets"),
        Break(STORY, later("picture narrow", '<div class="still">', '<div class="quiet">'), "figure-rivets"),
    ],
    sources.test_a_chart_is_named_and_described: [
        Break(STORY, put('<desc id="figure-rivets-wide-desc">', "<desc>"), "figure-rivets.*aria-describedby"),
        Break(STORY, put("Drawing of figure 1</title>", "</title>"), "figure-rivets.*aria-labelledby"),
    ],
    sources.test_both_drawings_and_the_table_show_the_same_rows: [
        Break(STORY, later(_NARROW, "#claim-rivets-gone", "#claim-rivets-rusty"), "figure-rivets"),
        Break(
            STORY, put('#claim-rivets-gone">claim 8</a>, Ada', '#claim-rivets-rusty">claim 8</a>, Ada'), "rivets-gone"
        ),
    ],
    sources.test_every_row_of_a_figures_table_leads_to_where_it_stands: [
        Break(STORY, put('#claim-rivets-gone">claim 8</a>, Ada', '">claim 8</a>, Ada'), "rivets that were gone"),
    ],
    sources.test_every_datum_is_a_link_to_a_row: [
        Break(STORY, put(_NUMBER, _NUMBER.replace("#claim-walkers", "")), "about 1,200"),
        Break(STORY, put(_NUMBER, _NUMBER.replace("#claim-walkers", "#claim-lost")), "about 1,200"),
        Break(STORY, put(_NUMBER, '<b class="datum">about 1,200</b>'), "about 1,200"),
    ],
    sources.test_every_call_opens_a_note_and_every_note_leads_to_a_row_and_back: [
        Break(STORY, put('href="#note-3" role', 'href="#note-99" role'), "note-99"),
        Break(STORY, put('href="evidence.html#claim-opening">Claim 2', 'href="evidence.html">Claim 2'), "note-2"),
        Break(STORY, put('href="#call-3" role', 'href="#call-99" role'), "note-3"),
    ],
    sources.test_every_row_leads_back_to_each_page_that_uses_it: [
        Break(EVIDENCE, out('<a href="story.html#call-2">note 2</a>'), "claim-opening"),
    ],
    sources.test_every_statement_from_outside_has_publisher_and_date: [
        Break(STORY, put('<span class="publisher"><a', "<span><a"), "note.*The county counted fewer people"),
        Break(STORY, put(', <span class="when">4 May 1998</span><span>', "<span>"), "The county counted fewer people"),
        Break("checked.html", put('"publisher">Maker', '"maker">Maker'), "note|finding"),
        Break(STORY, put('<span class="when">2001</span>', '<span class="when">lately</span>'), "panel.*In a panel"),
    ],
    sources.test_every_row_from_outside_in_a_table_has_publisher_and_date: [
        Break(
            STORY, put('<tr class="article"><th scope="row">rivets that', '<tr class="outside"><th>rivets that'), "gone"
        ),
    ],
    sources.test_what_is_outside_is_never_in_the_articles_dress: [
        Break(
            STORY,
            put('datum outside nb" href="checked.html#check-C1"', 'datum article" href="checked.html#check-C1"'),
            "about 950",
        ),
        Break(
            STORY,
            put('datum derived nb" href="data.html#derived-w', 'datum article" href="data.html#derived-w'),
            "about 0.79",
        ),
        Break(
            STORY,
            put('datum article nb" href="evidence.html#claim-w', 'datum outside" href="evidence.html#claim-w'),
            "about 1,200",
        ),
    ],
    valid.test_every_page_is_parsed_without_an_error: [
        Break(STORY, out("</section>"), STORY),
        Break(STORY, put("<h2>How it began</h2>", "<h2>How it began</h3>"), STORY),
        Break(STORY, after("<h2>How it began</h2>", "<p class=one class=two>"), "duplicate-attribute"),
    ],
}

#: For `make prove`: the checker of the standard needs Java and seconds.
LONG: dict[Check, list[Break]] = {
    valid.test_the_checker_of_the_html_standard_finds_nothing: [
        Break(
            STORY, put("<h2>How it began</h2>", '<h2 role="nonsense">How it began</h2>'), r"story\.html, line \d+.*role"
        ),
        Break(STORY, put("<h2>How it began</h2>", "<ul><p>How it began</p></ul>"), r"story\.html, line \d+.*ul"),
    ],
}
