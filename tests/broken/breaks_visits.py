"""What is broken for the checks that look at pages in a browser: which page is visited, how, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..book import test_filter as filter_
from ..book import test_opens as opens
from ..book import test_readable as readable
from ..book import test_shared as shared
from ..book import test_spoken as spoken
from ..book import test_states as states
from ..book import test_weight as weight
from .breaking import Break, Change, Check, after, both, out, put
from .breaks_pages import ALT, STORY, heavy, later

PEOPLE = "people.html"
_STYLE, _SCRIPT = "_static/explainer.css", "_static/shell.js"
_HEAD = '<h2 class="people-type">Person</h2>'
_SMALL = '<button type="button">a</button><button type="button">b</button>'
_OTHER = '<img alt="" src="http://127.0.0.1:9/x.png">'


@dataclass(frozen=True)
class Visited(Break):
    """One thing that is made wrong, and how the page is visited to see it.

    Parameters
    ----------
    page: the page that is visited.
    how: visits that are made of the copy, as checks ask for them by name; for others the whole copy stands in.
    """

    page: str = PEOPLE
    how: tuple[str, ...] = field(default=("served",))


def rule(text: str) -> Change:
    """Add a rule to a style sheet."""
    return lambda raw: raw + text.encode()


#: Does a thing in the scripts of a page.
does = rule


def people(more: str) -> Change:
    """Put more under the first heading of the page of people."""
    return after(_HEAD, more)


QUICK: dict[Check, list[Visited]] = {
    readable.test_axe_finds_nothing: [
        Visited(PEOPLE, people('<a href="method.html"></a>'), "light: link-name"),
    ],
    readable.test_no_page_is_wider_than_the_screen: [
        Visited(
            _STYLE, rule("@media (max-width:330px){.answer{width:500px}}"), r"people\.html: 320: .*500 px wide|320: p"
        ),
    ],
    readable.test_nothing_moves_for_who_asked_for_no_motion: [
        Visited(_STYLE, rule("@keyframes k{to{opacity:.9}}.role{animation:9s infinite k}"), r"people\.html: k"),
    ],
    readable.test_a_key_leads_to_every_datum: [
        Visited(PEOPLE, people('<p><b class="datum">about 7</b></p>'), r"no key leads to b\.datum.*about 7"),
    ],
    opens.test_no_page_has_a_word_of_complaint: [
        Visited(_SCRIPT, does(";console.warn('a word');"), "a word"),
    ],
    opens.test_no_page_meets_its_own_policy: [
        Visited(PEOPLE, people("<script>window.x = 1</script>"), "script-src-elem inline"),
    ],
    opens.test_a_visit_and_a_touch_of_every_chart_ask_nobody_else: [
        Visited(
            PEOPLE,
            both(put("img-src 'self'", "img-src *"), people(_OTHER)),
            "127.0.0.1:9/x.png",
            how=("served", "opened", "plain"),
        ),
    ],
    opens.test_every_chart_comes_alive_in_its_place: [
        Visited(
            STORY,
            after(
                'claim-rivets-rusty" aria-label="Rivets that were rusty: about 60% (most probably September '
                '2004)."><path d="M1.001,50h718.000000001v47h-718.000000001Z"/></a>',
                '<a href="#main"><path d="M0 0h9v9z"/></a>',
            ),
            "has 2 marks that lead on, the picture has 3",
            page=STORY,
        ),
    ],
    opens.test_without_scripts_nothing_is_missing: [
        Visited(PEOPLE, put("<h1>", "<h1 hidden>"), r"people\.html: 1280: h1", how=("plain",)),
    ],
    opens.test_search_finds_names_in_a_file: [
        Visited("_static/search-index.js", lambda raw: raw.replace(b"Ben Orrin", b"Somebody"), "Ben Orrin", how=()),
    ],
    spoken.test_pages_sound_as_they_did_when_they_were_read: [
        Visited(STORY, put("It took", "It had"), r"\+.*It had", page=STORY, how=("heard",)),
    ],
    spoken.test_everything_that_is_said_has_a_name: [
        Visited(PEOPLE, people('<button type="button"></button>'), r"people\.html: button", how=("heard",)),
    ],
    spoken.test_nothing_is_said_twice_over: [
        Visited(PEOPLE, people('<a href="method.html">Link to how</a>'), "says it is one: Link to how", how=("heard",)),
        Visited(
            PEOPLE,
            people('<a href="#main">Up</a> <a href="#main">Up</a>'),
            "twice in a row: ‹link: Up›",
            how=("heard",),
        ),
    ],
    spoken.test_a_raised_number_is_heard_as_a_note_and_never_as_a_number: [
        Visited(STORY, later('id="call-3"', ' aria-label="Note 3"', ""), r"\['3'\]", page=STORY, how=("heard",)),
    ],
    spoken.test_a_place_one_can_go_to_has_a_name_of_its_own: [
        Visited(PEOPLE, out(' aria-label="Before and after"'), r"people\.html", how=("heard",)),
        Visited(
            PEOPLE,
            put('aria-label="Before and after"', 'aria-label="All pages"'),
            "navigation All pages",
            how=("heard",),
        ),
        Visited(STORY, put(ALT, "</desc>"), "group Drawing of figure 1", page=STORY, how=("heard",)),
    ],
}

#: For `make prove`: other states of a page, other ways to open it.
LONG: dict[Check, list[Visited]] = {
    readable.test_axe_finds_nothing: [
        Visited(_STYLE, rule("@media (prefers-color-scheme:dark){.role{color:#2b3b42}}"), "dark: color-contrast"),
        Visited(PEOPLE, people(_SMALL), "light: target-size"),
        Visited(_STYLE, rule("@media (max-width:400px){.role{color:#ccc}}"), "360 wide: color-contrast"),
        Visited(PEOPLE, put("<p>The bridge</p>\n<ul>", '<p>The bridge</p>\n<ul role="button">'), "menu: "),
        Visited(
            _SCRIPT,
            does(
                ";new MutationObserver(()=>document.querySelectorAll('.live [role=link]').forEach((one)=>one."
                "removeAttribute('aria-label'))).observe(document,{childList:true,subtree:true})"
            ),
            "charts alive: ",
            page=STORY,
        ),
    ],
    readable.test_no_page_is_wider_than_the_screen: [
        Visited(_STYLE, rule(".role{height:32px;overflow:hidden}"), r"cut off: p\.role"),
        Visited(_STYLE, rule(".role{line-height:1.1;height:1.2em;overflow:hidden}"), r"360, spaced: cut off: p\.role"),
        Visited(_STYLE, rule(".menu p{width:900px}"), "360, menu open"),
        Visited(_STYLE, rule("@media (min-width:700px) and (max-width:800px){.answer{width:900px}}"), "768: "),
    ],
    readable.test_nothing_moves_for_who_asked_for_no_motion: [
        Visited(_STYLE, rule(".role:hover{transition:color 1s}"), "transition"),
    ],
    readable.test_a_key_leads_to_every_datum: [
        Visited(STORY, put('claim-walkers">about', 'claim-walkers" tabindex="-1">about'), "about 1,200", page=STORY),
    ],
    opens.test_no_page_has_a_word_of_complaint: [
        Visited(_SCRIPT, does(";null.oops;"), "oops"),
        Visited(PEOPLE, people('<img alt="" src="gone.png">'), "404"),
        Visited(PEOPLE, people('<img alt="" src="gone.png">'), "gone.png", how=("opened",)),
        Visited(PEOPLE, people('<img alt="" src="gone.png">'), "gone.png", how=("plain",)),
    ],
    opens.test_no_page_meets_its_own_policy: [
        Visited(PEOPLE, people('<p style="color:red">Red.</p>'), "style-src-attr inline", how=("opened",)),
        Visited(PEOPLE, people(_OTHER), "img-src http://127.0.0.1:9"),
    ],
    opens.test_every_chart_comes_alive_in_its_place: [
        Visited(STORY, put("wide.js?v=", "lost.js?v="), "did not come alive", page=STORY),
        Visited(STORY, put("narrow.js?v=", "lost.js?v="), "did not come alive", page=STORY, how=("opened",)),
        Visited(_STYLE, rule(".picture:has(.live){padding:7px}"), "changed its size", page=STORY),
        Visited(_STYLE, rule(".still[hidden]{display:block!important}"), "stand together|changed its size", page=STORY),
    ],
    opens.test_without_scripts_nothing_is_missing: [
        Visited(
            _STYLE, rule(".margin-note:target,.margin-note{visibility:hidden}"), "note", page=STORY, how=("plain",)
        ),
        Visited(
            _STYLE,
            rule("@media (max-width:400px){.margin-note:target{display:none}}"),
            "does not open",
            page=STORY,
            how=("plain",),
        ),
        Visited(
            STORY,
            after("<title>", 'x</title><link rel="preload" as="script" href="_static/shell.js"><title>'),
            r"shell\.js",
            page=STORY,
            how=("plain",),
        ),
    ],
    weight.test_the_first_chart_that_is_touched_adds_little_and_the_runtime_once: [
        Visited("figures/rivets/wide.js", lambda raw: raw + b"//" + heavy(b""), "rivets", page=STORY),
    ],
    filter_.test_what_is_chosen_stands_in_the_address: [
        Visited("_static/filter.js", put("history.replaceState", "void"), "chapter|speaker|==", how=()),
    ],
    spoken.test_pages_sound_as_they_did_when_they_were_read: [
        Visited(
            STORY,
            put('aria-label="Rivets that were gone', 'aria-label="Rivets gone'),
            r"\+.*Rivets gone",
            page=STORY,
            how=("heard",),
        ),
    ],
    spoken.test_nothing_is_said_twice_over: [
        Visited(
            PEOPLE,
            people('<b id="b">To be</b><a href="#main" aria-describedby="b">To be read</a>'),
            "described as it is called: To be read",
            how=("heard",),
        ),
    ],
    readable.test_every_text_of_a_chart_can_be_read_on_a_phone: [
        Visited(_STYLE, rule("@media (max-width:400px){.still text{font-size:9px}}"), r"9\.00 px: text", page=STORY),
    ],
    weight.test_first_view_is_light: [
        Visited(PEOPLE, heavy, r"people\.html"),
    ],
    shared.test_no_figure_is_cut_in_a_frame: [
        Visited(
            STORY, put("clamp(420px,(704px - 100cqw)*99999,580px)", "260px"), "rivets at 320: .* pixels cut", how=()
        ),
    ],
    states.test_axe_finds_nothing_in_any_colour_and_width: [
        Visited(
            _STYLE,
            rule("@media (prefers-color-scheme:dark) and (max-width:400px){.role{color:#2b3b42}}"),
            "360, dark, all rules: color-contrast",
            how=("seen",),
        ),
        Visited(PEOPLE, people(_SMALL), "360, dark, all rules: target-size", how=("seen",)),
    ],
    states.test_the_tab_key_meets_everything_in_order_and_leaves: [
        Visited(
            _STYLE, rule(".person-facts a:focus-visible{outline:none}"), "the focus cannot be seen on a", how=("seen",)
        ),
        Visited(
            PEOPLE,
            put('#main">Skip', '#main">Skip</a><a href="#main" tabindex="2">Later'),
            "no step of the Tab key meets a “Later",
            how=("seen",),
        ),
        Visited(
            _SCRIPT,
            does(
                ";document.querySelector('.after').addEventListener('keydown',(e)=>{e.preventDefault();"
                "document.querySelector('.brand').focus()},{once:true})"
            ),
            r"from \d+ back to \d+",
            how=("seen",),
        ),
        Visited(
            _SCRIPT,
            does(
                ";addEventListener('keydown',(e)=>{if(e.key==='Tab'&&document.activeElement.closest('.foot-cite'))"
                "e.preventDefault()})"
            ),
            "the Tab key does not leave the page",
            how=("seen",),
        ),
        Visited(
            _SCRIPT,
            does(
                ";addEventListener('focusin',(e)=>{if(e.target.matches('.after'))"
                "document.querySelector('.foot-pages a').focus()})"
            ),
            r"no step of the Tab key meets a\.after",
            how=("seen",),
        ),
    ],
    states.test_every_fold_opens_by_either_key: [
        Visited(
            _SCRIPT,
            does(";document.querySelector('.foot-cite summary').addEventListener('click',(e)=>e.preventDefault())"),
            "Enter does not turn the fold 'Cite this page'",
            how=("seen",),
        ),
    ],
    states.test_drawings_stand_out_in_every_setting: [
        Visited(_STYLE, rule(".still text{fill:#333}"), "dark: text", page=STORY, how=("seen",)),
    ],
    states.test_paper_shows_everything_in_black_on_white: [
        Visited(
            _STYLE, rule("@media print{body{background:#eee}}"), r"printed in rgb\(0, 0, 0\) on rgb\(238", how=("seen",)
        ),
        Visited(
            _STYLE,
            rule("@media print{.role{width:900px;height:9px;overflow:hidden}}"),
            r"cut off: p\.role",
            how=("seen",),
        ),
        Visited(_STYLE, rule("@media print{.margin-note{display:none}}"), "no note: ", page=STORY, how=("seen",)),
        Visited(
            _STYLE,
            rule('@media print{main a[href^="http"]::after{content:none}}'),
            "no address: a.external in #check-C1 “Opening day",
            page="checked.html",
            how=("seen",),
        ),
        Visited(
            _STYLE, rule("@media print{details::details-content{display:none}}"), "folded: ", page=STORY, how=("seen",)
        ),
    ],
}
