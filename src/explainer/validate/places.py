"""Places and maps: a place lies in its own region, and the files of the maps are those that were made.

Regions come from the boundaries among the package's files: TopoJSON or GeoJSON whose shapes carry an ISO 3166 code as
`iso`. A folder of such files has `SHA256SUMS`, which whoever makes the files writes along.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from explainer.model import Json
from explainer.model.faults import Fault
from explainer.model.package import FILE
from explainer.model.rows import TABLES, Place
from explainer.model.store import Store

SUMS = "SHA256SUMS"
Ring = list[tuple[float, float]]
#: Degrees by which a place may lie outside its region: boundaries are simplified.
SLACK = 0.05


def check(ledger: Store) -> Iterator[Fault]:
    """Look at coordinates, at the files of maps, and at tables of the subject's own that are empty."""
    data, regions, cities = ledger.root / "data", defaultdict[str, list[Ring]](list), dict[str, tuple[float, float]]()
    for name, table in ledger.tables.items():
        if name not in TABLES and table.path and table.path.is_file() and not table.rows:
            yield Fault(name, "", "", "the table has no rows; leave it out of the package")
    for resource in ledger.package["resources"]:
        if not resource["path"].endswith("json"):
            continue
        yield from _sums(data, resource["path"])
        try:
            _read(data / resource["path"], regions, cities)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
            yield Fault(FILE, resource["name"], "path", f"{resource['path']} cannot be read as a map: {error!r}")
    for row in ledger.rows_of(Place):
        yield from _place(row, regions, cities)


def _sums(data: Path, path: str) -> Iterator[Fault]:
    """A file in a folder of its own is the one whose hash was written down when it was made."""
    file, sums = data / path, (data / path).parent / SUMS
    if file.parent == data or not file.is_file():
        return
    place = sums.relative_to(data).as_posix()
    if not sums.is_file():
        yield Fault(place, "", "", "the file is missing: nothing tells whether the maps are those that were made")
        return
    try:
        lines = [line.split(maxsplit=1) for line in sums.read_text("utf-8").splitlines()]
        known = {name: digest for digest, name in lines}
    except ValueError:
        yield Fault(place, "", "", "a line is not a hash and a name")
        return
    for name, digest in {file.name: "", **known}.items():
        there = sums.with_name(name)
        if not digest:
            yield Fault(place, name, "", "no hash of this file is written down")
        elif not there.is_file() or hashlib.sha256(there.read_bytes()).hexdigest() != digest:
            yield Fault(place, name, "", "the file is not the one that was made")


def _read(path: Path, regions: dict[str, list[Ring]], cities: dict[str, tuple[float, float]]) -> None:
    """Add the rings of every region of a map by its ISO code, and the points of cities by name."""
    content = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    for properties, kind, coordinates in _features(content):
        if kind == "Point":
            cities[str(properties.get("name", ""))] = (coordinates[0], coordinates[1])
        elif properties.get("iso") and kind in ("Polygon", "MultiPolygon"):
            polygons = coordinates if kind == "MultiPolygon" else [coordinates]
            regions[properties["iso"]] += [ring for polygon in polygons for ring in polygon]


def _features(content: Json) -> Iterator[tuple[Json, str, Any]]:
    """Give properties, kind and coordinates of every shape of a GeoJSON or TopoJSON file."""
    for feature in content.get("features", []):
        yield feature["properties"], feature["geometry"]["type"], feature["geometry"]["coordinates"]
    if content.get("type") != "Topology":
        return
    scale, move = content["transform"]["scale"], content["transform"]["translate"]
    arcs = []
    for arc in content["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:  # each point is told by its step from the one before
            x, y = x + dx, y + dy
            line.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(line)

    def ring(numbers: list[int]) -> Ring:
        return [point for n in numbers for point in (arcs[n] if n >= 0 else arcs[~n][::-1])]

    for group in content["objects"].values():
        for shape in group["geometries"]:
            parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            yield shape["properties"], "MultiPolygon", [[ring(numbers) for numbers in polygon] for polygon in parts]


def _place(row: Place, regions: dict[str, list[Ring]], cities: dict[str, tuple[float, float]]) -> Iterator[Fault]:
    if row.lat is None or row.lon is None:
        if row.lat is not None or row.lon is not None:
            yield row.fault("lat" if row.lat is None else "lon", "empty, but the other coordinate is given")
        return
    code = row.iso if row.iso in regions else row.iso.partition("-")[0]
    if code in regions and not any(
        inside(row.lon + dx * SLACK, row.lat + dy * SLACK, regions[code])
        for dx in (0, -1, 1) for dy in (0, -1, 1)
    ):  # fmt: skip
        there = next((other for other, rings in regions.items() if inside(row.lon, row.lat, rings)), "")
        yield row.fault("lat", f"{row.lat}, {row.lon} does not lie in {code}" + (f" but in {there}" if there else ""))
    city = cities.get(row.name)
    if city and city != (row.lon, row.lat):
        yield row.fault("lat", f"{row.lat}, {row.lon}, but the map has {row.name} at {city[1]}, {city[0]}")


def inside(x: float, y: float, rings: list[Ring]) -> bool:
    """Tell whether a point lies in a region: a line from it to the west crosses the rings an odd number of times."""
    within = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            if (ay > y) != (by > y) and x > ax + (y - ay) * (bx - ax) / (by - ay):
                within = not within
    return within
