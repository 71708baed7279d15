"""What travels with a touched chart: what the drawing reads, and nothing that only tables and notebooks need."""

from __future__ import annotations

from explainer.site.downloads import lean


def test_columns_nobody_reads_and_tooltips_stay_at_home() -> None:
    rows = [{"x": 1, "quote": "so", "kept": {"deep": 2}}]
    shape = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}, "quote": "so"}
    told = {"signal": "datum.quote"}
    inner = {"type": "text", "encode": {"update": {"text": {"signal": 'datum["kept"]["deep"]'}, "tooltip": told}}}
    vega = {
        "data": [{"name": "a", "values": rows}, {"name": "b", "values": [shape]}, {"name": "c", "source": "a"}],
        "marks": [{"type": "group", "encode": {"enter": {"x": {"field": "x"}, "tooltip": told}}, "marks": [inner]}],
        "config": {"quote": 1},
    }
    made = lean(vega)
    assert made["data"][0]["values"] == [{"x": 1, "kept": {"deep": 2}}]
    assert made["data"][1]["values"] == [{"type": "Feature", "geometry": shape["geometry"]}]
    assert made["data"][2] == {"name": "c", "source": "a"} and made["config"] == {"quote": 1}
    assert "tooltip" not in str(made["marks"])
    assert rows[0]["quote"] == "so" and "tooltip" in inner["encode"]["update"]
