"""What may stand in a page: elements, their attributes, and the kinds of address they may hold. All else is refused.

A page must not run what is not the book's own, take a reader elsewhere by itself, or tell anybody of a reader.
Names are as HTML's parser writes them, in small letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from lxml import etree


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ELEMENTS = _names(
    "a abbr address article aside audio b base bdi bdo blockquote body br button caption cite code col colgroup data"
    " dd del details dfn div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr"
    " html i img input ins kbd label legend li link main mark menu meta meter nav noscript ol optgroup option output p"
    " picture pre progress q rp rt ruby s samp script search section select small source span strong style sub summary"
    " sup table tbody td textarea tfoot th thead time title tr track tt u ul var video wbr"
    # SVG, without what changes a drawing by time or holds another document
    " svg circle clippath defs desc ellipse g image line lineargradient marker mask metadata path pattern polygon"
    " polyline radialgradient rect stop switch symbol text textpath tspan use"
    # MathML
    " math annotation menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms"
    " mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics"
)
_ANYWHERE = _names("class dir hidden id lang role tabindex title translate xml:lang xml:space xmlns xmlns:xlink")
_ATTRIBUTES = {
    "a": "download href hreflang name rel target type xlink:href", "audio": "controls loop muted preload src",
    "base": "target", "blockquote": "cite", "button": "disabled name type value", "col": "span width",
    "colgroup": "span width", "data": "value", "del": "cite datetime", "details": "name open", "fieldset": "disabled",
    "form": "action method", "image": "href preserveaspectratio xlink:href",
    "img": "align alt decoding height loading sizes src srcset width",
    "input": "autocapitalize autocomplete checked disabled enterkeyhint list max maxlength min name placeholder"
    " readonly required size spellcheck step type value",
    "ins": "cite datetime", "label": "for", "li": "value", "link": "href hreflang media rel sizes type",
    "meta": "charset content http-equiv name property", "meter": "high low max min optimum value",
    "ol": "reversed start type", "optgroup": "disabled label", "option": "disabled label selected value",
    "output": "for name", "progress": "max value", "q": "cite", "script": "defer src type",
    "select": "autocomplete disabled multiple name size", "source": "height media sizes src srcset type width",
    "style": "media type", "table": "align border", "td": "abbr align colspan headers rowspan scope valign width",
    "textarea": "cols disabled name placeholder readonly rows spellcheck",
    "th": "abbr align colspan headers rowspan scope valign width", "time": "datetime", "tr": "align valign",
    "track": "default kind label src srclang", "use": "href xlink:href",
    "video": "controls height loop muted playsinline poster preload src width",
}  # fmt: skip
_DRAWN = _names(
    # SVG
    "alignment-baseline baseline-shift clip-path clip-rule clippathunits color cx cy d direction display"
    " dominant-baseline dx dy fill fill-opacity fill-rule font-family font-size font-stretch font-style font-variant"
    " font-weight fx fy gradienttransform gradientunits height letter-spacing marker-end marker-mid marker-start"
    " markerheight markerunits markerwidth mask maskcontentunits maskunits offset opacity orient overflow paint-order"
    " patterncontentunits patterntransform patternunits pointer-events points preserveaspectratio r refx refy rotate rx"
    " ry shape-rendering spreadmethod stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap"
    " stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering"
    " textlength transform transform-origin vector-effect version viewbox visibility width word-spacing x x1 x2 y y1 y2"
    # MathML
    " accent accentunder columnalign columnlines columnspacing columnspan depth displaystyle encoding fence form frame"
    " intent largeop linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits"
    " notation rowalign rowlines rowspacing rowspan rspace scriptlevel separator stretchy symmetric voffset"
)
#: Elements and attributes through which a page makes the browser fetch something by itself.
FETCHED = {
    "script": ("src",), "img": ("src", "srcset"), "source": ("src", "srcset"), "video": ("src", "poster"),
    "audio": ("src",), "track": ("src",), "image": ("href", "xlink:href"), "use": ("href", "xlink:href"),
}  # fmt: skip
#: The kinds of `<link>` that are fetched; others only name an address.
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}
#: Where a reader may be led to when a link is followed, besides the book's own pages.
SCHEMES = ("http", "https", "mailto", "tel")
_META = {"content-security-policy", "content-type"}


_KNOWN = {tag: _names(names) | _ANYWHERE for tag, names in _ATTRIBUTES.items()}


def _inside_drawing(element: etree._Element) -> bool:
    return any(local(one.tag) in ("svg", "math") for one in (element, *element.iterancestors()))


def refused(element: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Say what may not stand in a page: of one element the place, the reason, and the words to look for in the source.

    Parameters
    ----------
    element: as the parser gives it.
    """
    tag = local(element.tag)
    if tag not in _ELEMENTS:
        yield tag, f"no page may hold the element <{tag}>", f"<{tag}"
        return
    known = _KNOWN.get(tag, _ANYWHERE)
    for name, value in element.attrib.items():
        name = local(name).lower()
        if name in known or name.startswith(("aria-", "data-")) or (name in _DRAWN and _inside_drawing(element)):
            continue
        if name == "style" or name.startswith("on"):
            what = "a look" if name == "style" else "a script"
            yield f"{tag} {name}", f"{what} in the HTML itself, which the page's policy forbids", value
        else:
            yield f"{tag} {name}", f"no page may hold this attribute of <{tag}>", f"{name}="
    if tag == "meta" and (element.get("http-equiv") or "content-type").lower() not in _META:
        yield "meta http-equiv", "no page may steer the browser", "http-equiv"
    if tag == "form" and (element.get("method") or "get").lower() != "get":
        yield "form method", "a form may only ask for a page of this site", "<form"


def scheme_refused(address: str, *, fetched: bool, tag: str) -> str:
    """Say why an address may not stand in a page; "" for one that may, and for one inside the site.

    Parameters
    ----------
    address: as written.
    fetched: whether the browser follows it by itself.
    tag: the element it stands in.
    """
    # As a browser reads it: blanks around it and breaks inside it count for nothing.
    parts = urlsplit("".join(address.split()))
    if not parts.scheme and not parts.netloc:
        return ""
    if parts.scheme == "data" and fetched:
        picture = parts.path.startswith("image/") and tag in ("img", "source", "image", "link", "video")
        return "" if picture else "only a picture may stand in its own address"
    if fetched:
        return f"fetched from somebody else: {address}"
    if tag == "form":
        return f"a form that leads elsewhere: {address}"
    if parts.scheme and parts.scheme.lower() not in SCHEMES:
        return f"leads to no page: {address[:80]} (allowed are {', '.join(SCHEMES)}, and pages of this book)"
    return ""


@cache
def local(name: object) -> str:
    """Give a name without its namespace; "" for what is no element."""
    if not isinstance(name, str):
        return ""
    space, _, bare = name.rpartition("}")
    return f"xlink:{bare}" if space.endswith("xlink") else bare
