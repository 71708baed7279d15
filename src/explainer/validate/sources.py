"""Pages and sources outside: addresses that are addresses, dates in their order, publishers at home at their address.

What a page says is not here to be read. But the rows witness each other: whose page an address is, what a source was
made from.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from explainer.model.faults import Fault
from explainer.model.rows import Finding, Source, table_columns
from explainer.model.store import Store
from explainer.text import dates
from explainer.validate.readable import period

LONGEST = 500
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z]")
_SAFE = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_PRIVATE = ("localhost", "local", "internal", "lan", "home", "onion")
#: Hosts on which anybody publishes: there the first part of the path says who.
_SHARED = ("github.com", "gitlab.com", "medium.com", "substack.com", "archive.org", "t.me", "youtube.com")
#: Words of publishers' names that tell nobody apart.
_COMMON = frozenset((
    "news", "press", "agency", "state", "media", "national", "republic", "international", "service", "center", "centre",
    "times",
))  # fmt: skip
#: Years that a page can be of.
YEARS = (1000, 2100)


def check(ledger: Store) -> Iterator[Fault]:
    """Look at addresses, dates and publishers, and at what each source was made from."""
    for name in ledger.tables:
        yield from _cells(ledger, name)
    findings = ledger.rows_of(Finding)
    yield from _publishers(findings)
    for row in findings:
        # What a page tells is not later than the page, and the page not later than its reading.
        yield from _late(row, "date", "published", "the page was published")
        yield from _late(row, "date", "accessed", "the page was read")
        yield from _late(row, "published", "accessed", "the page was read")
    yield from _chains(ledger)


def _cells(ledger: Store, name: str) -> Iterator[Fault]:
    """Look at the cells of one table that hold dates, and addresses; the dates of the article itself know no bounds."""
    own = name in ("events", "quantities")
    for column, given in table_columns(name).items():
        for row in ledger.tables[name].rows if given.kind in ("edtf", "day", "date", "uri") else ():
            cell = row.cells.get(column, "")
            if cell and given.kind == "uri" and (wrong := _address(cell)):
                yield row.fault(column, f"{cell!r} is no address of a page: {wrong}")
            elif cell and given.kind != "uri" and (wrong := _date(cell, given.kind, own)):
                yield row.fault(column, wrong)


def _date(cell: str, kind: str, own: bool) -> str:
    """Say what is wrong with a date; "" when nothing is."""
    try:
        when = dates.parse(cell)
    except ValueError as error:
        return str(error)
    parts = [(part.lower, part.upper) for part in when.parts]
    if len(set(parts)) < len(parts) or parts != sorted(parts, key=lambda part: part[0] or date.min):
        return f"{cell!r} names its dates twice or not in their order"
    if kind == "day" and when.precision not in ("year", "month", "day"):
        return f"{cell!r} is no day, month or year"
    days = [day for day in (when.lower, when.upper) if day]
    if not own and any(not YEARS[0] <= day.year <= YEARS[1] for day in days):
        return f"{cell!r} lies outside the years {YEARS[0]} to {YEARS[1]}"
    return ""


def _address(text: str) -> str:
    """Say what is wrong with an address; "" when it is one that a reader can follow."""
    if len(text) > LONGEST:
        return f"{len(text)} characters; at most {LONGEST}"
    if not _SAFE.fullmatch(text):
        return "it holds a sign that an address writes as %.."
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        return str(error)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https"):
        return "it does not begin with https:// or http://"
    if "@" in parts.netloc:
        return "it holds a user's name"
    if port is not None or parts.netloc.endswith(":"):
        return "it names a port"
    if not _HOST.fullmatch(host) or host.rpartition(".")[2] in _PRIVATE:
        return f"{host!r} is no host that readers can reach"
    if ".." in parts.path.split("/"):
        return "its path leads upwards"
    return ""


def _late(row: Finding | Source, column: str, other: str, said: str) -> Iterator[Fault]:
    """A date of a row is not later than another one of it."""
    ours, theirs = period(getattr(row, column)), period(getattr(row, other))
    if ours and theirs and ours.lower and theirs.upper and ours.lower > theirs.upper:
        yield row.fault(column, f"{getattr(row, column)} is after {said}: {getattr(row, other)}")


def _home(url: str) -> str:
    """Give the host of an address, with the first part of the path where all may publish; "" for an example."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    if re.search(r"(^|\.)example(\.(com|net|org))?$", host):
        return ""
    return f"{host}/{parts.path.split('/')[1]}" if host in _SHARED and "/" in parts.path else host


def at_home(publisher: str, home: str) -> bool:
    """Tell whether a publisher's name, or its initials, stand in a host: "The Guardian" in theguardian.com."""
    labels = re.findall(r"[a-z0-9]+", home.lower().rpartition(".")[0] or home.lower())
    joined = "".join(labels)
    words = [word.lower() for word in re.findall(r"[^\W_]{4,}", publisher)]
    initials = "".join(re.findall(r"\b[A-Z]", publisher)).lower()
    capitals = [word.lower() for word in re.findall(r"\b[A-Z]{2,}\b", publisher)]
    name = "".join(re.findall(r"[a-z0-9]+", publisher.lower()))
    return (
        "".join(re.findall(r"[a-z0-9]+", home.lower())) in name
        or any(word in joined for word in words if word not in _COMMON)
        or any(len(label) > 3 and label in name and label not in _COMMON for label in labels)
        or any(label in (initials, *capitals) for label in labels)
    )


def _named_after(publisher: str, home: str) -> bool:
    """Tell whether a part of a host is a publisher's name, or its beginning: "politico" of Politico Europe."""
    name = "".join(re.findall(r"[a-z0-9]+", publisher.partition("(")[0].lower()))
    names = {name, name.removeprefix("the")} - {""}
    labels = [label for label in re.split(r"[./]", home.lower().replace("-", "")) if len(label) > 4]
    return any(one.startswith(label) or label.startswith(one) for one in names for label in labels)


def _publishers(findings: Iterable[Finding]) -> Iterator[Fault]:
    """Rows at one address have one publisher, and no row has the address of another's publisher."""
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in findings:
        homes[_home(row.url)][row.publisher] += 1
    names = {name for counted in homes.values() for name in counted}
    for row in findings:
        home = _home(row.url)
        if not home:
            continue
        others = [name for name in homes[home] if not _share(name, row.publisher)]
        if others:
            yield row.fault("publisher", f"{row.publisher!r}, but other rows have {home} from {others[0]!r}")
        elif not at_home(row.publisher, home):
            owner = next((name for name in sorted(names) if _named_after(name, home)), None)
            if owner:
                yield row.fault("url", f"{home} is an address of {owner!r}, not of {row.publisher!r}")


def _share(one: str, other: str) -> bool:
    words = [set(re.findall(r"[^\W_]{3,}", name.lower())) for name in (one, other)]
    return bool(words[0] & words[1])


def _chains(ledger: Store) -> Iterator[Fault]:
    """No source is made from itself, and what is made from one has its rights."""
    sources = ledger.by_id(Source)
    for row in sources.values():
        seen, above = {row.id}, row.derived_from
        while above in sources and above not in seen:
            seen.add(above)
            above = sources[above].derived_from
        if above == row.id:
            yield row.fault("derived_from", "the source is made from itself")
        parent = sources.get(row.derived_from)
        yield from _late(row, "published", "accessed", "it was read")
        made, ours = period(parent.published) if parent else None, period(row.published)
        if parent and made and ours and made.lower and ours.upper and made.lower > ours.upper:
            said = f"{row.published} is before {parent.id!r}, from which it is made: {parent.published}"
            yield row.fault("published", said)
        if parent and _rights(row) != _rights(parent):
            said = f"{row.licence!r}, but {parent.id!r}, from which it is made, has {parent.licence!r}"
            yield row.fault("licence", said)


def _rights(row: Source) -> list[str]:
    return re.findall(r"\w+", row.licence.lower())[:2]
