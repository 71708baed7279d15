"""What travels from the real book: every page and figure has its image, every figure its page with its caveats."""

import gzip
from pathlib import Path

import pytest
from lxml.html import HtmlElement
from PIL import Image
from playwright.sync_api import Browser

from explainer.build.contents import Contents

from ..conftest import Site, parsed
from ..site.test_embed import cut

# All images together, and a figure's own page as a plain host sends it.
IMAGES, OWN_PAGE = 4_000_000, 60_000


@pytest.fixture(scope="module")
def figures(trees: dict[str, HtmlElement]) -> list[str]:
    """The figures of the book."""
    return sorted({str(id) for tree in trees.values() for id in tree.xpath("//figure/@data-figure")})


def test_images_are_there_and_light(built: Path, contents: Contents, figures: list[str]) -> None:
    pages = [built / "share" / contents.page(doc).replace(".html", ".png") for doc in contents.docs]
    images = [*pages, *(built / "figures" / id / "share.png" for id in figures)]
    assert figures and [image for image in images if Image.open(image).size != (1200, 630)] == []
    assert sum(image.stat().st_size for image in images) < IMAGES


def test_every_figure_has_a_page_of_its_own_with_its_caveats(built: Path, figures: list[str]) -> None:
    heavy, bare = {}, []
    for id in figures:
        path = built / "figures" / f"{id}.html"
        size = len(gzip.compress(path.read_bytes(), 6, mtime=0))
        heavy |= {id: size} if size > OWN_PAGE else {}
        page = parsed(path)
        told = {one.get("class"): one.text_content().strip() for one in page.xpath("//div[@class='told']/p")}
        bare += [f"{id}: {name}" for name in ("source", "not-shown", "status") if len(told.get(name, "")) < 20]
    assert heavy == {} and bare == []


@pytest.mark.prove
def test_no_figure_is_cut_in_a_frame(
    chromium: Browser, built: Path, trees: dict[str, HtmlElement], tmp_path: Path
) -> None:
    site, host = Site(built), tmp_path / "host.html"
    assert [one for name in trees for one in cut(chromium, site, name.removesuffix(".html"), host)] == []
