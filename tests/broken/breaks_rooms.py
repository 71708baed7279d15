"""What is broken in the tiny book's site for the checks of its parts: frame, what travels, trust pages."""

from __future__ import annotations

from ..share import test_embed as embed
from ..share import test_site as shared
from ..shell import test_pages as shell
from ..trust import test_claims as claims
from ..trust import test_data as data
from ..trust import test_machine as machine
from ..trust import test_outside as outside
from .breaking import Break, Check, after, out, put
from .breaks_pages import EVIDENCE, STORY, later
from .breaks_visits import rule

FIGURE, CHECKED, SOURCE, DATA, METHOD = "figures/rivets.html", "checked.html", "source.html", "data.html", "method.html"
_H2 = "<h2>How it began</h2>"
_EXTERNAL = 'rel="noopener noreferrer external">Opening day<span class="visually-hidden"> (another site)</span>'

BREAKS: dict[Check, list[Break]] = {
    shell.test_a_page_is_strict_and_says_what_it_is: [
        Break(STORY, put("default-src 'none'", "default-src *"), "default-src"),
        Break(STORY, after("<head>", '<script src="_static/early.js"></script>'), r"\.index"),
        Break(STORY, put(_H2, '<h2 style="color:red">How</h2>'), "@style"),
        Break(STORY, after(_H2, "<script>1</script>"), "script"),
        Break(STORY, after(_H2, '<img src="https://a.example/x.png" alt="">'), r"https://a\.example/x\.png"),
        Break(STORY, put("<h1>", "<h2>"), "h1"),
        Break(STORY, put('<meta name="description" content="', '<meta name="description" content="{q}'), "{"),
    ],
    shell.test_nothing_of_the_default_themes_is_left: [
        Break(STORY, after(_H2, "<p>Made with Sphinx</p>"), "Sphinx"),
        Break(STORY, after("<head>", '<script src="_static/doctools.js"></script>'), r"doctools\.js"),
        Break("_static/basic.css", rule("a{}"), r"basic\.css"),
    ],
    shell.test_ways_lead_everywhere_and_mark_where_one_is: [
        Break(STORY, out(' aria-current="page"'), "Story"),
        Break(STORY, put('<li><a href="evidence.html">Evidence</a></li>', ""), r"evidence\.html"),
        Break(STORY, put('rel="next" href="checked.html"', 'rel="next" href="people.html"'), r"people\.html"),
    ],
    shell.test_the_band_asks_the_question: [
        Break(STORY, put("Why was the bridge closed?</span>", "Why?</span>"), "Story: Why"),
        Break(STORY, put(' aria-current="step"', ""), "There is no money"),
    ],
    shell.test_the_front_page_shows_reasons_and_cards: [
        Break("index.html", put("The river wins", "The river loses"), "The river loses"),
        Break("index.html", out(" · ¶6"), r"'Story'"),
    ],
    shell.test_code_is_folded_behind_its_figure: [
        Break(STORY, put('<details class="code">', '<details class="code" open>'), "The code of this"),
        Break(STORY, put("The code of this figure", "Code"), "The code of this figure"),
        Break(STORY, put('<pre tabindex="0">', "<pre>"), "import Ledger"),
    ],
    shell.test_a_question_to_try_holds_its_cell_and_its_answer: [
        Break(STORY, put("One answer", "Help"), "Help"),
        Break(STORY, put('href="downloads/story.ipynb">this', 'href="story.ipynb">this'), r"'story\.ipynb'"),
    ],
    shell.test_the_notebook_to_take_along: [
        Break("downloads/story.ipynb", put('"outputs": []', '"outputs": [1]'), "cell-001"),
        Break("downloads/story.ipynb", after("# Story", " {q}`steel`"), "{q}"),
    ],
    shell.test_the_shell_is_light: [
        Break("_static/sans.woff2", lambda raw: raw * 4, "<= 60000"),
        Break("_static/explainer.css", lambda raw: raw + raw[::-1], "<= 15000"),
    ],
    shell.test_the_fonts_the_style_asks_for_are_there: [
        Break("_static/explainer.css", lambda raw: raw.replace(b"serif-italic.woff2", b"x.woff2"), "serif-italic"),
    ],
    shared.test_without_an_address_nothing_pretends_to_have_one: [
        Break(STORY, after("<head>", '<meta property="og:url" content="https://a.example/">'), "og:url"),
        Break(STORY, after("<head>", '<link rel="canonical" href="https://a.example/">'), "Element link"),
        Break("robots.txt", rule("Sitemap: x\n"), "Sitemap"),
    ],
    shared.test_every_page_names_the_feed_and_the_icons: [
        Break(STORY, put("favicon.ico", "icon.ico"), r"icon\.ico"),
        Break("apple-touch-icon.png", lambda raw: raw[:16] + b"\0\0\0\1" + raw[20:], "180"),
    ],
    embed.test_it_carries_its_caveats: [
        Break(FIGURE, out("The rivets of which the report says nothing."), "What this does not show"),
        Break(FIGURE, put("open dot: given as about", "open dot"), "given as about"),
        Break(FIGURE, later('class="takeaway"', "about 60%", "60%"), "about 60%"),
        Break(FIGURE, put("../story.html#figure-rivets", "../story.html"), "figure-rivets"),
    ],
    embed.test_it_is_one_small_strict_file_that_may_be_framed: [
        Break(FIGURE, after("<main>", "<script></script>"), "script"),
        Break(FIGURE, put("default-src 'none'", "default-src 'none'; frame-ancestors 'self'"), "frame-ancestors"),
    ],
    claims.test_every_claim_stands_there_with_words_speaker_and_firmness: [
        Break(EVIDENCE, out("Around 1,200 people crossed on foot when it opened."), "words"),
        Break(EVIDENCE, put('href="#claim-walkers"', 'href="#claim-steel"'), "#claim-steel"),
    ],
    claims.test_a_number_keeps_its_hedge_and_a_date_says_how_it_was_got: [
        Break(EVIDENCE, put('amount">about 1,200 people', 'amount">1,200 people'), "about 1,200 people"),
    ],
    claims.test_checks_of_a_claim_give_verdict_publisher_and_date_where_they_stand: [
        Break(EVIDENCE, put('<span class="publisher">County record</span>, ', ""), "County record"),
        Break(EVIDENCE, put('<div class="fact-checks outside">', '<div class="fact-checks">'), "outside"),
    ],
    claims.test_every_place_of_use_is_one_step_back: [
        Break(EVIDENCE, put('href="story.html#call-3"', 'href="story.html#call-99"'), "call-99"),
    ],
    claims.test_an_unused_claim_says_why: [
        Break(EVIDENCE, out("A headline, no finding."), "A headline, no finding"),
    ],
    claims.test_without_scripts_there_is_no_dead_form_and_every_claim: [
        Break(EVIDENCE, put('aria-label="Find claims" hidden', 'aria-label="Find claims"'), "hidden"),
        Break(EVIDENCE, put('id="claim-walkers"', 'id="claim-walkers" hidden'), "Element li"),
    ],
    claims.test_filters_offer_only_what_leaves_something: [
        Break(EVIDENCE, put("Ben Orrin (1)", "Ben Orrin (0)"), "0 > 0"),
        Break(EVIDENCE, put('<option value="river">', '<option value="sea">'), "sea"),
    ],
    claims.test_a_garbled_claim_leads_to_its_reading_from_every_note: [
        Break(SOURCE, out("A danger that nobody sees."), "A danger that nobody sees"),
        Break(
            "index.html", out('<a class="reading-mark" href="source.html#reading-fish">'), "note that tells the claim"
        ),
    ],
    claims.test_tensions_quote_and_link_their_claims: [
        Break(SOURCE, put("#claim-first-reason", "#claim-steel"), "claim-steel"),
    ],
    data.test_each_table_can_be_had_by_itself: [
        Break("tables/claims.csv", put("about 1,200", "1,200"), r"tables/claims\.csv"),
        Break(
            DATA,
            put('<a href="tables/claims.csv" download>claims<wbr>', '<a href="tables/claims.csv">claims'),
            "14 == 15",
        ),
    ],
    data.test_the_dictionary_names_every_column_with_its_meaning: [
        Break(DATA, out("A name a person can read; it never changes once published."), "'id'"),
        Break(DATA, put("17 rows, 13", "16 rows, 13"), "17 row"),
    ],
    data.test_numbers_we_worked_out_show_the_sum_and_its_condition: [
        Break(DATA, put("about 950 ÷ about 1,200", "950 ÷ 1,200"), "about 950 ÷ about 1,200"),
        Break(DATA, out("If both counted the same hours."), "If both counted the same hours"),
    ],
    data.test_people_lead_to_their_first_mention_and_to_all_they_say: [
        Break("people.html", put("?speaker=quill", "?speaker=orrin"), "speaker=orrin"),
    ],
    data.test_exceptions_are_folded: [
        Break(DATA, put('<details class="exceptions"', '<div class="exceptions"'), "details"),
    ],
    data.test_the_build_record_gives_hashes_and_counts_and_knows_no_clock: [
        Break(METHOD, put("17 claims, 4 outside findings", "17 claims, 5 outside findings"), "4 outside findings"),
        Break(METHOD, put("5ac70b341f6bd8612f", "000000000000000000"), "5ac70b341f6bd8612f"),
        Break(METHOD, put("2 March 2005", "3 March 2005"), "2 March 2005"),
    ],
    data.test_licences_come_from_the_package: [
        Break(METHOD, lambda raw: raw.replace(b"CC0 1.0", b"CC1 1.0"), "CC0 1.0"),
    ],
    machine.test_every_link_inside_the_site_leads_somewhere: [
        Break(STORY, put('href="evidence.html#claim-walkers"', 'href="evidence.html#claim-lost"'), "claim-lost"),
        Break(STORY, put('href="evidence.html#claim-walkers"', 'href="lost.html"'), r"lost\.html"),
        Break(STORY, put('id="call-2"', 'id="call-1"'), "an id stands twice on story"),
    ],
    machine.test_nothing_in_a_page_breaks_the_policy: [
        Break(STORY, put(_H2, '<h2 style="color:red">How it began</h2>'), "style"),
        Break(STORY, after(_H2, "<script>1</script>"), "script"),
    ],
    outside.test_the_article_stands_on_one_side_and_others_on_the_other: [
        Break(
            CHECKED,
            later("beside-outside", "The county counted fewer people.", "Fewer than 1,200."),
            "The county counted fewer",
        ),
        Break(CHECKED, later("beside-article", "#claim-walkers", "#claim-steel"), "claim-steel"),
    ],
    outside.test_every_finding_names_publisher_date_and_kind_of_source: [
        Break(CHECKED, later('id="check-C1"', "Source: first hand.", "First hand."), "Source: "),
        Break(CHECKED, later('id="check-C1"', ">County record</span>", "></span>"), "words"),
    ],
    outside.test_links_to_other_sites_say_so_and_give_nothing_away: [
        Break(CHECKED, put(_EXTERNAL, _EXTERNAL.replace("noopener", "opener")), "opener"),
        Break(CHECKED, put(_EXTERNAL, _EXTERNAL.replace(" (another site)", "")), "another site"),
    ],
    outside.test_the_summary_counts_what_is_there: [
        Break(CHECKED, put('<span class="count">1</span>', '<span class="count">2</span>'), "2"),
        Break(CHECKED, put("3 findings on 3 claims", "4 findings on 3 claims"), "3 findings on 3 claims"),
    ],
}

#: Of a site that knows its address.
ADDRESSED: dict[Check, list[Break]] = {
    shared.test_a_page_tells_its_image_and_its_address: [
        Break(
            STORY,
            put('rel="canonical" href="https://example.org/bridge/', 'rel="canonical" href="'),
            "canonical|bridge/",
        ),
        Break(STORY, put("share/story.png", "share/index.png"), r"share/index\.png"),
        Break("share/story.png", lambda raw: raw[:16] + b"\0\0\0\1" + raw[20:], "1200"),
    ],
    shared.test_the_sitemap_lists_exactly_the_pages: [
        Break("sitemap.xml", put("people.html", "persons.html"), r"persons\.html"),
        Break("robots.txt", put("Sitemap: ", "Site: "), "Site: "),
    ],
    shared.test_the_page_for_lost_readers_hangs_on_nothing: [
        Break("404.html", after("<main", ' id="x"><img alt="" src="x.png"'), "img"),
        Break(
            "404.html", put('href="https://example.org/bridge/story.html"', 'href="story.html"'), r"\[.story\.html.\]"
        ),
        Break("404.html", put("<style>", "<style>@import url(x.css);"), "url"),
    ],
    embed.test_a_link_to_it_has_its_own_image: [
        Break(FIGURE, put("figures/rivets/share.png", "share/story.png"), r"share/story\.png"),
    ],
    embed.test_the_code_stands_under_the_figure: [
        Break(
            STORY,
            put("https://example.org/bridge/figures/rivets.html</span>", "x.html</span>"),
            r"x\.html|rivets\.html",
        ),
    ],
}
