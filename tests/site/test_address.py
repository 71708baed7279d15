"""What the finished site says to those who list and show links: with an address of its own, and without."""

import datetime
import struct
import uuid
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree
from lxml.html import HtmlElement
from PIL import Image
from sphinx.errors import ExtensionError

from explainer.site import address
from explainer.site.page import not_found

from ..conftest import ADDRESS as BASE
from ..conftest import Site

PAGES = ("index", "story", "checked", "evidence", "source", "people", "data", "method")
ATOM = "http://www.w3.org/2005/Atom"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def said(page: HtmlElement) -> dict[str, str]:
    tags = ((one.get("property") or one.get("name"), one.get("content")) for one in page.iter("meta"))
    return {name: content for name, content in tags if name and content}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_tells_its_image_and_its_address(based: Site, name: str) -> None:
    page = based.page(name)
    tags = said(page)
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{BASE}{name}.html"] == [tags["og:url"]]
    assert tags["og:image"] == f"{BASE}share/{name}.png" and tags["twitter:card"] == "summary_large_image"
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert Image.open(based.folder / "share" / f"{name}.png").size == (1200, 630)
    assert len(tags["og:image:alt"]) > 15 and tags["og:image:alt"] == tags["twitter:image:alt"]
    assert tags["citation_public_url"] == tags["og:url"]
    assert ("citation_inbook_title" in tags) == (name != "index")


@pytest.mark.parametrize("name", [*PAGES, "search", "404", "figures/rivets"])
def test_without_an_address_nothing_pretends_to_have_one(site: Site, name: str) -> None:
    page = site.page(name)
    assert not {"og:url", "og:image", "og:image:width", "twitter:card", "citation_public_url"} & set(said(page))
    assert not page.xpath("//link[@rel='canonical']")
    assert not (site.folder / "sitemap.xml").exists()
    assert (site.folder / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"


def test_the_sitemap_lists_exactly_the_pages(based: Site) -> None:
    root = etree.parse(based.folder / "sitemap.xml").getroot()
    assert root.tag == f"{MAP}urlset"
    assert [one.text for one in root.iter(f"{MAP}loc")] == [f"{BASE}{name}.html" for name in PAGES]
    assert (based.folder / "robots.txt").read_text().splitlines()[-1] == f"Sitemap: {BASE}sitemap.xml"


def test_corrections_are_a_feed(site: Site, based: Site, changed: Site) -> None:
    """What RFC 4287 asks of a feed and of an entry, each exactly once."""
    feeds = {one: etree.parse(one.folder / "corrections.xml").getroot() for one in (site, based, changed)}

    def one(element: Any, name: str) -> str:
        [found] = element.findall(f"{{{ATOM}}}{name}")
        return str(found.text)

    for place, tree in feeds.items():
        entries = tree.findall(f"{{{ATOM}}}entry")
        assert tree.tag == f"{{{ATOM}}}feed" and one(tree, "title") == "The bridge: corrections"
        assert tree.findtext(f"{{{ATOM}}}author/{{{ATOM}}}name") == "Nobody" and len(entries) == (place is changed)
        for element in (tree, *entries):
            datetime.datetime.fromisoformat(one(element, "updated"))
            assert str(uuid.UUID(one(element, "id"))) == one(element, "id").removeprefix("urn:uuid:")
            [other] = element.xpath("a:link[@rel='alternate']/@href", namespaces={"a": ATOM})
            assert other == "index.html"
        own = tree.xpath("a:link[@rel='self']/@href", namespaces={"a": ATOM})
        assert own == ([f"{BASE}corrections.xml"] if place is based else [])
        assert tree.get("{http://www.w3.org/XML/1998/namespace}base") == (BASE if place is based else None)
    # Names do not hang on the address.
    assert one(feeds[site], "id") == one(feeds[based], "id")
    (entry,) = feeds[changed].findall(f"{{{ATOM}}}entry")
    assert (one(entry, "title"), one(entry, "updated")) == ("story: A slip <i>.", "2026-12-01T00:00:00Z")
    assert one(entry, "content") == "Was: forty & more\nIs now: fourteen" and one(entry, "id") != one(
        feeds[changed], "id"
    )


def test_every_page_names_the_feed_and_the_icons(site: Site) -> None:
    for name in (*PAGES, "search"):
        page = site.page(name)
        [address] = page.xpath("//link[@rel='alternate']/@href")
        assert etree.parse(site.folder / address).getroot().tag == f"{{{ATOM}}}feed"
        icons = page.xpath("//link[@rel='icon' or @rel='apple-touch-icon']/@href")
        assert icons == ["favicon.ico", "_static/favicon.svg", "apple-touch-icon.png"]
    assert Image.open(site.folder / "apple-touch-icon.png").size == (180, 180)
    icon = (site.folder / "favicon.ico").read_bytes()
    assert struct.unpack("<HHH", icon[:6]) == (0, 1, 3) and len(icon) < 6000
    assert icon[22 + 32 :].startswith(b"\x89PNG")


def test_the_page_for_lost_readers_hangs_on_nothing(site: Site, based: Site) -> None:
    for one in (site, based):
        page = one.page("404")
        assert not page.xpath("//script|//img|//svg//image")
        # Without an icon of its own a browser asks the host for one.
        [icon] = page.xpath("//link/@href")
        assert unquote(icon).startswith("data:image/svg+xml,<svg xmlns=")
        [style] = page.xpath("//style/text()")
        assert "url(" not in style
        named = not_found(SimpleNamespace(html_baseurl=""))["style_hash"]  # type: ignore[arg-type]
        assert f"style-src 'sha256-{named}'" in page.xpath("//meta[@http-equiv]/@content")[0]
    links = [href for href in based.page("404").xpath("//a/@href") if not href.startswith("#")]
    assert links and [href for href in links if not href.startswith(BASE)] == []
    assert all((based.folder / href.removeprefix(BASE).partition("#")[0]).is_file() for href in links)
    assert "take away what stands after the last slash" in site.page("404").text_content()
    assert "take away what stands after the last slash" not in based.page("404").text_content()


def test_an_address_that_is_none_stops_the_book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOK_ADDRESS", "example.org/book")
    with pytest.raises(ExtensionError, match=r"BOOK_ADDRESS or html\.baseurl: 'example\.org/book' is no base address"):
        address.settle_base(None, SimpleNamespace(html_baseurl=""))  # type: ignore[arg-type]
    monkeypatch.delenv("BOOK_ADDRESS")
    config = SimpleNamespace(html_baseurl="https://example.org/x")
    address.settle_base(None, config)  # type: ignore[arg-type]
    assert address.absolute(config, "a.html") == "https://example.org/x/a.html"  # type: ignore[arg-type]
    assert address.absolute(SimpleNamespace(html_baseurl=""), "a.html") == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", ""),
        (" ", ""),
        ("https://example.org", "https://example.org/"),
        (" http://example.org:8000/a/b// ", "http://example.org:8000/a/b/"),
    ],
)
def test_a_base_address_ends_with_one_slash(given: str, said: str) -> None:
    assert address.checked(given) == said


NONE = ("example.org/book", "/book/", "ftp://example.org/", "https://example.org/?a=1", "https://example.org/#top",
        "https://someone@example.org/", "https:///book")  # fmt: skip


@pytest.mark.parametrize("given", NONE)
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is no base address"):
        address.checked(given)
