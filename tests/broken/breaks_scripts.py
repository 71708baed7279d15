"""What is broken for the checks that use a page as a reader does: search, menus, notes, copying, finding claims."""

from __future__ import annotations

import io

from PIL import Image

from ..share import test_copy as copying
from ..share import test_embed as embed
from ..share import test_image as image
from ..shell import test_live as live
from ..trust import test_data as data
from ..trust import test_filter as finding
from ..trust import test_machine as machine
from .breaking import Break, Check, out, put
from .breaks_pages import EVIDENCE, STORY, later
from .breaks_rooms import FIGURE, METHOD
from .breaks_visits import rule

_STYLE, _SHELL, _FILTER = "_static/explainer.css", "_static/shell.js", "_static/filter.js"


def noise(raw: bytes) -> bytes:
    """Give a share image that is full to its edges."""
    made = io.BytesIO()
    Image.effect_noise((1200, 630), 60).save(made, "png")
    return made.getvalue()


BREAKS: dict[Check, list[Break]] = {
    live.test_search_finds_words_anywhere_in_the_book: [
        Break("_static/search-index.js", put('"figure-rivets"', '"how-it-began"'), "story.html#figure-rivets"),
        Break("_static/search.js", put("list.replaceChildren()", "return"), "search-results"),
    ],
    live.test_the_switch_goes_round_and_is_remembered: [
        Break(_SHELL, put('localStorage.setItem("explainer-theme", next)', "{}"), "rgb"),
        Break(_SHELL, put('auto: "as the system"', 'auto: "any"'), "Colours: as the system"),
    ],
    live.test_menus_open_without_a_script_and_close_with_escape: [
        Break(_SHELL, put('"Escape"', '"Esc"'), "is_visible"),
    ],
    live.test_notes_stand_in_the_margin_or_open_in_their_place: [
        Break(_STYLE, rule(".margin-note:target{display:none}"), "is_visible"),
        Break(_STYLE, rule(".notes{float:none;width:auto}"), " > "),
    ],
    live.test_no_page_scrolls_sideways: [
        Break(_STYLE, rule("body{min-width:1000px}"), "index"),
    ],
    copying.test_everything_can_be_copied_and_is_announced: [
        Break(_SHELL, put("`${words}: done`", "`${words}: over`"), "Copy citation: done"),
        Break(_SHELL, put("writeText(source.textContent.trim())", 'writeText("nothing")'), "nothing"),
    ],
    copying.test_what_cannot_be_copied_is_marked: [
        Break(_SHELL, put("the words are marked", "sorry"), "the words are marked"),
        Break(_SHELL, put("if (fold) fold.open = true;", ""), "getSelection"),
    ],
    copying.test_without_scripts_the_words_stand_there: [
        Break(_STYLE, rule("#cite-page{visibility:hidden}"), "#cite-page"),
        Break(_STYLE, rule("button.copy{display:inline!important}"), "count"),
    ],
    embed.test_it_is_accessible_light_and_dark_and_refuses_nothing: [
        Break(FIGURE, out(' lang="en"'), "html-has-lang"),
        Break(FIGURE, put("<main>", '<main><a href="../index.html"></a>'), "link-name"),
        Break(FIGURE, put("<main>", "<main><script>1</script>"), "Content Security Policy"),
    ],
    embed.test_nothing_is_cut_in_a_frame_as_the_code_has_it: [
        Break(STORY, put("clamp(420px,(704px - 100cqw)*99999,580px)", "260px"), "rivets at 320: .* pixels cut"),
    ],
    image.test_every_page_and_figure_has_an_image: [
        Break("share/story.png", lambda raw: raw[:9], "None"),
        Break("share/more.png", lambda raw: b"more", r"share/more\.png"),
        Break("share/story.png", lambda raw: raw + bytes(150_000), "< 150000"),
    ],
    image.test_the_picture_itself_has_free_margins: [
        Break("share/story.png", noise, r"story\.png"),
    ],
    data.test_the_zip_is_whole_valid_and_always_the_same: [
        Break("tables/tiny.zip", lambda raw: raw + b"x", "PK"),
    ],
    data.test_no_correction_is_said_and_one_is_listed: [
        Break(METHOD, out("No correction has been made"), "No correction has been made"),
    ],
    finding.test_a_phone_shows_cards_and_never_scrolls_sideways: [
        Break(_STYLE, rule("main{min-width:400px}"), "evidence"),
    ],
    finding.test_words_and_filters_narrow_the_list_and_stand_in_the_address: [
        Break(_FILTER, put("history.replaceState", "void"), r"bridge\+opened"),
        Break(_FILTER, put("entry.words.includes(word)", "true"), "claim-opening|<"),
    ],
    finding.test_a_view_can_be_sent_on: [
        Break(_FILTER, put('field.value = said.get(field.name) ?? "";', ""), "quill"),
    ],
    finding.test_the_claim_an_address_names_is_always_shown: [
        Break(_FILTER, put("const reveal = () => {", "const reveal = () => { return;"), "claim-cost"),
    ],
    finding.test_the_keyboard_reaches_everything_in_order: [
        Break(EVIDENCE, put('<select id="filter-chapter"', '<select tabindex="-1" id="filter-chapter"'), "chapter"),
    ],
}

#: Of a site that knows its address.
ADDRESSED: dict[Check, list[Break]] = {
    copying.test_an_address_the_book_knows_is_copied_from_anywhere: [
        Break(STORY, put("/bridge/figures/rivets.html</a>", "/bridge/figures/x.html</a>"), r"x\.html"),
    ],
    image.test_alternative_texts_keep_the_hedges: [
        Break(FIGURE, later("og:image:alt", "about 60%", "60%"), "about 60%"),
    ],
}

#: Of a site that the trust pages' own tests write, with a panel in its chapter.
WRITTEN: dict[Check, list[Break]] = {
    machine.test_a_page_describes_itself_from_the_same_rows: [
        Break(STORY, put("https://example.org/steel", "https://example.org/iron"), "example.org/steel"),
        Break(STORY, put('"headline":"Story"', '"headline":"Tale"'), "Tale"),
        Break("data.html", put('"contentUrl":"tables/tiny.zip"', '"contentUrl":"tiny.zip"'), r"tiny\.zip"),
    ],
}
