"""{dictionary}: every table with its columns and limits; {downloads}: the tables to take along, and all as a zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from explainer.model import Json
from explainer.model.files import replace_file
from explainer.query.ledger import Ledger
from explainer.site.domain import domain
from explainer.site.evidence.directive import Part, Place

FOLDER = "tables"
PACKAGE = "datapackage.json"
# The earliest date a zip can hold; a date of the build would make no two of them alike.
_NEVER = date(1980, 1, 1)


@dataclass(frozen=True)
class File:
    """A file to take along: its path in the package and its content."""

    path: str
    content: bytes

    @property
    def size(self) -> str:
        """Its size in words: "12 kB"."""
        return size_words(len(self.content))


def size_words(size: int) -> str:
    """Say a size in bytes: "980 bytes", "12 kB", "1.4 MB"."""
    if size < 1000:
        return f"{size} bytes"
    return f"{round(size / 1000)} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def resource_paths(resource: Json) -> list[str]:
    """Give the paths of a resource: one, or several where a table is cut into parts."""
    path = resource.get("path", [])
    return [path] if isinstance(path, str) else list(path)


def package_files(ledger: Ledger) -> dict[str, File]:
    """Read the package's descriptor and every file it names, by path.

    Raises OSError when one is missing.
    """
    data = ledger.root / "data"
    paths = [PACKAGE, *(path for resource in ledger.package.get("resources", []) for path in resource_paths(resource))]
    return {path: File(path, (data / path).read_bytes()) for path in dict.fromkeys(paths)}


def zipped(files: Mapping[str, bytes], day: date = _NEVER, plain: str = "") -> bytes:
    """Pack files in the order given: the same bytes in every build, without the time and traces of the machine.

    Parameters
    ----------
    files: their content by path inside the zip.
    day: the day that every file carries; the earliest that a zip can hold when left out.
    plain: the path of a file that is not compressed.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if path == plain else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            made.writestr(entry, content, compresslevel=9)
    return packed.getvalue()


def package_zip(ledger: Ledger) -> File:
    """Pack the data package, the same bytes every time; `frictionless validate` takes the zip as it is."""
    files = package_files(ledger)
    ordered = sorted(files, key=lambda path: (path != PACKAGE, path))
    packed = zipped({path: files[path].content for path in ordered})
    return File(f"{ledger.package.get('name', 'data')}.zip", packed)


def write_package(app: Sphinx) -> None:
    """Put the files beside the pages, when a page offers them."""
    known = domain(app.env)
    if any("table" in said.targets for said in known.pages.values()):
        for file in (*package_files(known.ledger).values(), package_zip(known.ledger)):
            replace_file(Path(app.outdir) / FOLDER / file.path, file.content)


def _rules(field: Json) -> str:
    """Say what the cells of a column must keep to."""
    rules, said = field.get("constraints", {}), []
    if rules.get("required"):
        said.append("never empty")
    if rules.get("unique"):
        said.append("never twice")
    if "enum" in rules:
        said.append("one of " + ", ".join(str(value) for value in rules["enum"]))
    low, high = rules.get("minimum"), rules.get("maximum")
    if low is not None and high is not None:
        said.append(f"{low} to {high}")
    elif low is not None or high is not None:
        said.append(f"at least {low}" if high is None else f"at most {high}")
    if "pattern" in rules:
        said.append(f"pattern {rules['pattern']}")
    return "; ".join(said)


def _key(key: Json) -> str:
    own, other = key["fields"], key["reference"]
    names = ", ".join(own) if isinstance(own, list) else own
    return f"{names} names a row of {other.get('resource') or 'this table'}"


def _fill(place: Place, template: str, **given: object) -> str:
    ledger, files = place.ledger, package_files(place.ledger)

    def files_of(resource: Json) -> list[tuple[str, str, str]]:
        return [(path, files[path].size, _href(place, path)) for path in resource_paths(resource)]

    def rows_of(resource: Json) -> int:
        return len(ledger.tables[resource["name"]].rows) if resource["name"] in ledger.tables else 0

    resources = ledger.package.get("resources", [])
    return place.fill(template, resources=resources, files_of=files_of, rows_of=rows_of, **given)


def _href(place: Place, path: str) -> str:
    return relative_uri(place.builder.get_target_uri(place.docname), f"{FOLDER}/{path}")


def write_dictionary(place: Place, argument: str) -> str:
    """Write the dictionary; a column or table that says nothing about itself is an error of the book."""
    for one in place.ledger.package.get("resources", []):
        parts = [(f", {column['name']}", column, "description") for column in one.get("schema", {}).get("fields", [])]
        for where, part, name in [*(("", one, name) for name in ("title", "description", "limitations")), *parts]:
            if not part.get(name):
                place.warn(f"datapackage.json, {one['name']}{where}: no {name}")
    return _fill(place, "dictionary", rules=_rules, key_words=_key)


def write_downloads(place: Place, argument: str) -> str:
    """Write the list of files."""
    packed = package_zip(place.ledger)
    total = sum(len(file.content) for file in package_files(place.ledger).values())
    return _fill(
        place,
        "downloads",
        package=place.ledger.package,
        packed=packed,
        unpacked=size_words(total),
        href=_href(place, packed.path),
    )


PARTS = (Part("dictionary", write_dictionary, {"table": ""}), Part("downloads", write_downloads, {"table": ""}))
