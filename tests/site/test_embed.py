"""What travels: a figure's own page in frames, share images, links and citations that are copied."""

import base64
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from lxml import etree, html
from lxml.html import HtmlElement
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from explainer.charts.measure import width
from explainer.figures.record import Picture
from explainer.site.png import Pictures
from explainer.site.share_image import HEIGHT, MARGIN, WIDTH, Caption, cover_image, figure_image, fit

from ..conftest import ADDRESS, Site, axe, opened, serving, words

# In pixels: phones, where the drawing changes, desks.
WIDTHS = (320, 352, 384, 416, 560, 703, 704, 1000)


def snippets(page: HtmlElement) -> dict[str, str]:
    """Give the code that is offered under each figure of a page, by the figure's id."""
    found = page.xpath("//details[contains(@class, 'figure-share')]//code")
    return {code.get("id").removeprefix("figure-").removesuffix("-embed"): code.text_content() for code in found}


def test_it_carries_its_caveats(site: Site) -> None:
    page = site.page("figures/rivets")
    assert [words(one) for one in page.iter("h1")] == ["More rivets were rusty than gone"]
    told = {one.get("class"): words(one) for one in page.xpath("//div[@class='told']/p")}
    assert told == {
        "marks": "Marks filled dot: given as exact; open dot: given as about",
        "source": "Source the article, claims 8 and 9.",
        "not-shown": "What this does not show The rivets of which the report says nothing.",
        "status": "The source: invented · undated · garbled · small",
    }
    assert "about 60%" in words(page.find_class("takeaway")[0])
    drawings = page.xpath("//div[starts-with(@class, 'picture')]/svg")
    assert len(drawings) == 2 and all(one.get("aria-labelledby") for one in drawings)
    assert page.xpath("//a/@href[contains(., '#figure-rivets')]") == ["../story.html#figure-rivets"]
    for link in page.iter("a"):
        path, _, place = link.get("href").partition("#")
        target = (site.folder / "figures" / path).resolve()
        assert target.is_file() and (not place or f'id="{place}"' in target.read_text("utf-8")), link.get("href")


def test_it_is_one_small_strict_file_that_may_be_framed(site: Site) -> None:
    path = site.folder / "figures" / "rivets.html"
    html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))
    page = site.page("figures/rivets")
    assert not page.xpath("//script|//iframe|//img|//*[@style]|//@*[starts-with(name(), 'on')]")
    assert page.xpath("//link/@rel") == ["icon"]
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src" not in policy
    assert "frame-ancestors" not in policy
    style = page.xpath("string(//style)")
    assert set(re.findall(r"url\(([^)]*)\)", style)) == {"../_static/sans.woff2", "../_static/sans-extra.woff2"}
    assert len(gzip.compress(path.read_bytes(), 9)) < 8_000


def test_a_link_to_it_has_its_own_image(based: Site) -> None:
    page = based.page("figures/rivets")
    tags = {one.get("property"): one.get("content") for one in page.iter("meta")}
    assert tags["og:url"] == f"{ADDRESS}figures/rivets.html" == page.xpath("string(//link[@rel='canonical']/@href)")
    assert tags["og:image"] == f"{ADDRESS}figures/rivets/share.png"
    assert tags["og:title"] == "More rivets were rusty than gone"
    assert Image.open(based.folder / "figures" / "rivets" / "share.png").size == (1200, 630)


def test_the_code_stands_under_the_figure(site: Site, based: Site) -> None:
    [frame] = html.fragment_fromstring(snippets(based.page("story"))["rivets"]).iter("iframe")
    assert frame.get("src") == f"{ADDRESS}figures/rivets.html"
    assert frame.get("title") == "More rivets were rusty than gone"
    assert frame.get("width") == "100%" and int(frame.get("height")) > 300
    assert snippets(site.page("story"))["rivets"].count('src="figures/rivets.html"') == 1
    story = site.page("story")
    assert "Put the address of this site before “figures/rivets.html”." in words(story.xpath("//noscript")[0])
    assert not based.page("story").xpath("//noscript")
    text = words(story.get_element_by_id("figure-rivets-cite"))
    assert text.startswith("Nobody (2026). More rivets were rusty than gone. Figure in: The bridge.")
    assert text.endswith(" claims 8 and 9. The source: invented, undated, garbled, small.") and "story.html" not in text
    whole = based.page("story")
    assert f"{ADDRESS}story.html#figure-rivets. Source:" in words(whole.get_element_by_id("figure-rivets-cite"))


def cut(browser: Browser, site: Site, page: str, host: Path, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """Set every figure of a page in a frame as its code has it; give what is cut or sticks out, at which width."""
    found = []
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    tab = context.new_page()
    for id, code in snippets(site.page(page)).items():
        code = code.replace('src="', f'src="{site.folder.as_uri()}/')
        host.write_text(f"<!doctype html><body style='margin:0'><div id='room'>{code}</div>", "utf-8")
        tab.goto(host.as_uri())
        frame = tab.frames[1]
        frame.evaluate("document.fonts.load('14px \"Explainer Sans\"').then(() => document.fonts.ready)")
        for wide in widths:
            tab.evaluate(f"document.getElementById('room').style.width = '{wide}px'")
            tab.wait_for_function(f"document.querySelector('iframe').clientWidth === {wide}")
            frame.wait_for_function(f"innerWidth === {wide}")
            spare, aside = frame.evaluate(
                "[innerHeight - document.body.offsetHeight, document.documentElement.scrollWidth - innerWidth]"
            )
            if spare < 0 or aside > 0:
                found.append(f"{id} at {wide}: {-spare} pixels cut, {aside} too wide")
    context.close()
    return found


def test_nothing_is_cut_in_a_frame_as_the_code_has_it(chromium: Browser, site: Site, tmp_path: Path) -> None:
    assert cut(chromium, site, "story", tmp_path / "host.html") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_light_and_dark_and_refuses_nothing(chromium: Browser, site: Site, scheme: str) -> None:
    with opened(chromium, site.address("figures/rivets"), 360, color_scheme=scheme) as page:
        # The style was let in.
        assert page.evaluate("getComputedStyle(document.body).maxWidth") == "752px"
        assert axe(page) == []


SVG = "{http://www.w3.org/2000/svg}"


def _drawing(wide: int, tall: int) -> Picture:
    svg = (
        f'<svg width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}"><title>t</title><desc>d</desc>'
        f'<path d="M0 0H{wide}V{tall}H0z" fill="var(--chart-article)"/></svg>'
    )
    return Picture(svg, wide, tall)


def _caption(title: int, caveat: int, answer: int = 0, status: int = 12) -> Caption:
    """Make a caption whose parts have so many words."""

    def said(count: int) -> str:
        return " ".join(["Whatever", "happened"][n % 2] for n in range(count)) + "."

    return Caption("The bridge over the river", "Chapter 3 · " + said(6), said(title), said(status),
                   said(answer) if answer else "", said(caveat) if caveat else "")  # fmt: skip


def _inside(svg: str) -> None:
    """Every line of words lies in the frame, and no line lies on another that begins at the same place."""
    root = etree.fromstring(svg.encode())
    lines = []
    for text in root.findall(f"{SVG}text"):
        size, x, base = float(text.get("font-size")), float(text.get("x")), float(text.get("y"))
        wide = width(text.text, size, int(text.get("font-weight")) >= 600)
        left = x - wide if text.get("text-anchor") == "end" else x
        assert left >= MARGIN - 4 and left + wide <= WIDTH - MARGIN + 1, text.text
        assert base - size * 0.75 >= 0 and base + size * 0.22 <= HEIGHT - 20, text.text
        lines.append((left, left + wide, base - size * 0.7, base + size * 0.2, text.text))
    for n, one in enumerate(lines):
        for other in lines[n + 1 :]:
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            assert apart, (one, other)
    for inner in root.findall(f"{SVG}svg"):
        x, y, wide, tall = (float(inner.get(name)) for name in ("x", "y", "width", "height"))
        assert x >= MARGIN - 0.1 and x + wide <= WIDTH - MARGIN + 0.1 and y >= 76 and y + tall <= HEIGHT - 20
        assert wide > 90 and tall > 45
        assert not [line for line in lines if line[0] < x + wide and line[1] > x and line[2] < y + tall and line[3] > y]


SHAPES = {"flat": ((720, 70), (328, 80)), "even": ((720, 300), (328, 450)), "tall": ((720, 965), (328, 1660))}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("title", "caveat", "answer"), [(3, 5, 0), (10, 25, 0), (16, 60, 0), (16, 38, 24)])
def test_everything_fits_whatever_its_length(shape: str, title: int, caveat: int, answer: int) -> None:
    wide, narrow = SHAPES[shape]
    said = _caption(title, caveat, answer)
    made = figure_image(said, {"wide": _drawing(*wide), "narrow": _drawing(*narrow)})
    _inside(made)
    words = " ".join("".join(text.itertext()) for text in etree.fromstring(made.encode()).findall(f"{SVG}text"))
    for part in (said.title, said.answer, said.status, said.caveat, "What this does not show"):
        assert part in words
    assert "var(" not in made


@pytest.mark.parametrize("count", [1, 12, 40])
def test_a_cover_fits_too(count: int) -> None:
    _inside(cover_image(_caption(min(count, 20), 0, count)))


def test_a_long_caveat_is_cut_to_whole_sentences() -> None:
    said = Caption("B", "", "T", not_shown="One is left out. " * 40)
    assert said.caveat.endswith("out. …") and len(said.caveat) < 345


def test_a_png_is_taken_over_from_the_last_site_where_nothing_changed(tmp_path: Path) -> None:
    made: list[str] = []
    for build, long in (("one", 5), ("two", 5), ("three", 6)):
        site = tmp_path / build
        (site / "_static").mkdir(parents=True)
        pictures = Pictures(site, tmp_path / (made[-1] if made else "none"))
        pictures.begin(cover_image(_caption(5, 0, long)), "a.png", 1)
        drawn = len(pictures._waiting)
        pictures.finish()
        assert Image.open(site / "a.png").size == (1200, 630) and drawn == (build != "two")
        made.append(build)
    one, two, three = ((tmp_path / build / "a.png").read_bytes() for build in made)
    assert one == two != three


def test_the_picture_itself_has_free_margins(site: Site, chromium: Browser) -> None:
    """Looks at the pixels: what the renderer drew, not what was asked for."""
    page = chromium.new_page()
    for image in (*site.folder.glob("share/*.png"), *site.folder.glob("figures/*/share.png")):
        data = base64.b64encode(image.read_bytes()).decode()
        spread = page.evaluate(
            """async (data) => {
              const image = new Image(); image.src = data; await image.decode();
              const canvas = document.createElement("canvas"); canvas.width = 1200; canvas.height = 630;
              const context = canvas.getContext("2d"); context.drawImage(image, 0, 0);
              const colours = (...box) => new Set(new Uint32Array(context.getImageData(...box).data.buffer)).size;
              const boxes = [[0, 100, 44, 530], [1156, 100, 44, 530], [0, 612, 1200, 18], [0, 0, 1200, 630]];
              return boxes.map((box) => colours(...box));
            }""",
            f"data:image/png;base64,{data}",
        )
        assert spread[:3] == [1, 1, 1] and spread[3] > 20, image.name
    page.close()


def test_alternative_texts_keep_the_hedges(based: Site) -> None:
    text = (based.folder / "figures" / "rivets.html").read_text("utf-8")
    [alt] = re.findall(r'property="og:image:alt" content="([^"]*)"', text)
    assert alt.startswith("More rivets were rusty than gone") and "about 60%" in alt and len(alt) <= 421


def test_words_are_set_as_large_as_the_room_allows() -> None:
    assert fit("Short", 300, (40, 30, 20), height=60).size == 40
    long = fit("A long sentence that needs more than a line of this room", 300, (40, 30, 20), height=60)
    assert long.size == 20 and long.height <= 60 and long.width <= 300
    assert len(fit("A long sentence " * 9, 300, (40, 20), height=60).lines) > 2  # The smallest, whatever it takes.


NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
WHAT = {"quote": "Copy quotation", "cite": "Copy citation", "link": "Copy link", "embed": "Copy code"}


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield made
    made.close()


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with serving(site.folder) as given:
        yield given.replace("127.0.0.1", "localhost").rstrip("/")


def pasted(page: Page) -> str:
    """Paste into a field, as a reader would."""
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' }))")
    page.focus("#paste")
    page.keyboard.press("Control+V")
    text = page.input_value("#paste")
    page.evaluate("document.getElementById('paste').remove()")
    return text


@pytest.mark.parametrize("clipboard", [True, False])
@pytest.mark.parametrize("way", ["file", "http"])
def test_everything_can_be_copied_and_is_announced(
    context: BrowserContext, site: Site, address: str, way: str, clipboard: bool
) -> None:
    if not clipboard:
        context.add_init_script(NO_CLIPBOARD)
    page = context.new_page()
    base = site.folder.as_uri() if way == "file" else address
    page.goto(f"{base}/story.html")
    page.click("#figure-rivets .figure-share summary")
    for part, label in WHAT.items():
        page.locator("#figure-rivets .figure-share").get_by_text(label, exact=True).click()
        status = page.locator("p[role=status]").last
        status.get_by_text(f"{label}: done").wait_for(state="attached")
        text = pasted(page)
        assert text == page.locator(f"#figure-rivets-{part}").text_content().strip().replace("\r", "")
        wanted = {"link": f"{base}/figures/rivets.html", "embed": f'src="{base}/figures/rivets.html"'}
        # Where the site stands on a reader's disk is nobody's source.
        assert wanted[part] in text if part in wanted else base not in text and "rivets" in text
        assert page.locator("#figure-rivets details.figure-share").get_attribute("open") is not None
    # The foot of the page: its fold stays closed.
    page.locator(".foot").get_by_text("Copy citation").click()
    status.get_by_text("Copy citation: done").wait_for(state="attached")
    assert pasted(page) == "Nobody. “Story”, in: The bridge."
    assert page.locator(".foot-cite[open]").count() == 0


def test_what_cannot_be_copied_is_marked(context: BrowserContext, site: Site) -> None:
    context.add_init_script(f"{NO_CLIPBOARD}; document.execCommand = () => false")
    page = context.new_page()
    page.goto(site.address("story"))
    page.locator(".foot").get_by_text("Copy citation").click()
    page.locator("p[role=status]").last.get_by_text("the words are marked").wait_for(state="attached")
    assert page.evaluate("getSelection().toString()").startswith("Nobody. “Story”, in: The bridge.")
    assert page.locator(".foot-cite[open]").count() == 1


def test_without_scripts_the_words_stand_there(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address("story"))
    page.click("#figure-rivets .figure-share summary")
    page.click(".foot-cite summary")
    for place in (*(f"#figure-rivets-{part}" for part in WHAT), "#page_citation"):
        assert page.locator(place).is_visible() and len(page.inner_text(place)) > 15
    assert page.locator("#figure-rivets .figure-share noscript p").bounding_box()
    assert not page.locator("button.copy >> visible=true").count()
    context.close()


def test_an_address_the_book_knows_is_copied_from_anywhere(context: BrowserContext, based: Site) -> None:
    page = context.new_page()
    page.goto(based.address("story"))
    page.click("#figure-rivets .figure-share summary")
    page.locator("#figure-rivets .figure-share").get_by_text("Copy link", exact=True).click()
    page.locator("p[role=status]").last.get_by_text("Copy link: done").wait_for(state="attached")
    assert pasted(page) == "https://example.org/bridge/figures/rivets.html"
