"""Pages as anybody writes them: with a title from elsewhere, with words before it, with wide tables."""

from __future__ import annotations

import re
from base64 import b64decode
from hashlib import sha256
from html import unescape
from itertools import count
from mimetypes import guess_extension
from pathlib import Path
from urllib.parse import unquote, urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from explainer.model import Json
from explainer.model.files import replace_file
from explainer.site.assets import CONTENT_STYLE, GENERATED
from explainer.site.content import settings, styles
from explainer.site.elements import box, make

logger = logging.getLogger(__name__)
#: How a page is known that holds something of the style sheet for ordinary pages.
_ORDINARY = re.compile(
    r'<(?:img|video|audio|math|hr|sub|kbd|dl class="simple)\b|class="(?:[^"]* )?(?:(?:sd|align|footnote|-Color)-'
    r'|tag_(?:margin|full-width)|(?:admonition|topic|sidebar|field-list|glossary|code-block-caption|linenos?|rubric|chart|cell_input|citation'
    r'|epigraph|task-item|toctree-l1|index-entries|docutils align-default|output-fold|scroll-output|formula)[" ])'
)
# A sound or a film, and where it comes from.
_MEDIA = re.compile(r"""<(?:audio|video|source|track)\b(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_MEDIA_FROM = re.compile(r"""(?<=\s)(src|poster)=("[^"]*"|'[^']*')""")
#: Code that stands in no folded cell: what a reader may want to copy.
_CODE = re.compile(r'<div class="(?!output )[^"]*highlight-(?!ipython)|class="cell_input')
SCRIPT = "content.js"


class OneTitle(SphinxTransform):
    """Give every page one section with a title, which all else on it stands in.

    The title may be in the front matter, as MyST knows it, or in `_toc.yml`.
    """

    default_priority = 90  # before sphinx-external-toc (100) looks for the page's section

    def apply(self, **kwargs: object) -> None:
        """Make the section, or move what stands before it inside."""
        page = self.document
        sections = [child for child in page.children if isinstance(child, nodes.section)]
        before = page.children[: page.index(sections[0])] if sections else page.children[:]
        before = [child for child in before if not isinstance(child, nodes.Invisible)]
        # The front matter comes as a list of fields, which docutils looks for at the page's very beginning.
        before = before[1:] if before and isinstance(before[0], nodes.field_list | nodes.docinfo) else before
        if not sections:
            name = self._name()
            if not name:
                message = "the page has no heading: begin it with `# Title`, or write `title:` into its front matter"
                logger.warning(message, location=self.env.docname, type="explainer")
                return
            sections = [nodes.section("", nodes.title(name, name), ids=[nodes.make_id(name) or "page"])]
            page += sections
        for child in before:
            page.remove(child)
        sections[0][1:1] = before
        for section in sections:
            # MyST tells MathJax, which is not here, to leave the page alone.
            section["classes"] = [name for name in section["classes"] if not name.endswith("_ignore")]

    def _name(self) -> str:
        fields = {field[0].astext(): field[1].astext() for field in self.document.findall(nodes.field)}
        pages = self.config.external_site_map
        given = pages[self.env.docname].title if self.env.docname in pages else None
        return fields.get("title", "") or given or ""


class ScrollingTables(SphinxPostTransform):
    """Put every table into a box of its own that scrolls, so that none is cut at the page's edge."""

    default_priority = 710  # after the tables of cells, which scroll already
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Work through one page."""
        for number, table in enumerate(list(self.document.findall(nodes.table)), 1):
            if not isinstance(table.parent, box):
                caption = next((child.astext() for child in table.children if isinstance(child, nodes.title)), "")
                region = make("div", "scroll", tabindex="0", role="group", aria_label=caption or f"Table {number}")
                table.parent[table.parent.index(table)] = region  # `replace_self` would give it the table's id too
                region += table


def number_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the number that `numbered:` in `_toc.yml` gives a page before its title, which stands in the opening."""
    number = app.env.toc_secnumbers.get(docname, {}).get("")
    title = next((node for node in doctree.findall(box) if node["tag"] == "h1"), None)
    if number and title is not None:
        title.insert(0, nodes.Text(".".join(map(str, number)) + ". "))


def plain_order(app: Sphinx) -> None:
    """Put the plain table of contents into the place of the one that sphinx-external-toc read."""
    app.config.external_site_map = settings.site_map(Path(app.srcdir))


def _mended(body: str) -> str:
    """Set right what extensions write: names that stand twice on a page, a role that HTML gave up."""
    body = re.sub(r' id="(?:proof|exercise|solution)-content"|(?<=class="proof admonition") id="proof"', "", body)
    body = body.replace('role="doc-biblioentry"', 'role="listitem"')
    number = count(1)
    return re.sub(r'(?<=role="region" aria-label=")Table \d+(?=")', lambda found: f"Table {next(number)}", body)


def _bring_media(app: Sphinx, pagename: str, body: str) -> str:
    """Lay sounds and films beside the pages: those named by their file, and those that stand in their own address."""
    if pagename not in app.env.found_docs:
        return body
    folder = Path(app.env.doc2path(pagename)).parent

    def bring(found: re.Match[str]) -> str:
        address = unescape(found[2][1:-1])
        packed = re.match(r"data:([\w/+.-]+);base64,", address)
        path = folder / unquote(urlsplit(address).path)
        if packed:
            content = b64decode(address[packed.end() :])
            ending = guess_extension(packed[1]) or "." + packed[1].rpartition("/")[2].removeprefix("x-")
        elif path.is_file() and not urlsplit(address).scheme:
            content, ending = path.read_bytes(), path.suffix
        else:
            return found[0]  # of which the check of the pages has something to say
        place = f"_images/{sha256(content).hexdigest()[:16]}{ending}"
        replace_file(Path(app.outdir) / place, content)
        return f'{found[1]}="{relative_uri(app.builder.get_target_uri(pagename), place)}"'

    return _MEDIA.sub(lambda tag: _MEDIA_FROM.sub(bring, tag[0]), body)


def load_style(app: Sphinx, pagename: str, context: Json) -> None:
    """Bring the style sheets to the pages that need them, and to no others."""
    if "body" not in context:
        return
    body = _bring_media(app, pagename, _mended(context["body"]))
    context["body"], own = styles.settle(body)
    font = GENERATED / "formulas.woff2"
    if "<math" in body and font.is_file():
        replace_file(Path(app.outdir) / "_static" / font.name, font.read_bytes())
        own = f'@font-face{{font-family:"Explainer Math";src:url(../{font.name}) format("woff2")}}\n{own}'
    own = "\n".join(filter(None, [styles.design_rules(context["body"]), own]))
    context["plays"] = bool(re.search("<(?:audio|video)\\b", context["body"]))
    if _ORDINARY.search(context["body"]) or context.get("announcement") or context.get("logo_url"):
        app.add_css_file(CONTENT_STYLE)
    if _CODE.search(context["body"]):
        app.add_js_file(SCRIPT, loading_method="defer")
    if own:
        sheet = f"looks/{pagename.replace('/', '-')}.css"
        replace_file(Path(app.outdir) / "_static" / sheet, own)
        app.add_css_file(sheet)
