"""GeoJSON (RFC 7946): places, and events where they took place."""

import json
from pathlib import Path
from typing import Any

from kgx.export.network import Node, network
from kgx.model import Graph
from kgx.vocab import BASE_IRI


def write(graph: Graph, path: Path, *, base_iri: str = BASE_IRI) -> None:
    """Write a feature for each place with coordinates and for each event in such places, a line each.

    Properties are the columns of `network`. An event in several places is a MultiPoint.
    """
    nodes, _ = network(graph, base_iri=base_iri)
    known = {node.id: node for node in nodes}
    points = {node.id: point for node in nodes if (point := _point(node))}
    features = [_feature(known[name], {"type": "Point", "coordinates": point}) for name, point in points.items()]
    for event in graph.events:
        where = [name for name in dict.fromkeys(event.locations) if name in points]
        if where:
            many = {"type": "MultiPoint", "coordinates": [points[name] for name in where]}
            one = {"type": "Point", "coordinates": points[where[0]]}
            places = {"places": [known[name].label for name in where]}
            features.append(_feature(known[event.id], many if len(where) > 1 else one, places))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for number, feature in enumerate(features):
            file.write((",\n" if number else "\n") + json.dumps(feature, ensure_ascii=False))
        file.write("\n]}\n")


def _point(node: Node) -> tuple[float, float] | None:
    """Longitude before latitude, as the format wants it."""
    latitude, longitude = node.values.get("latitude"), node.values.get("longitude")
    return (longitude, latitude) if isinstance(longitude, float) and isinstance(latitude, float) else None


def _feature(node: Node, geometry: dict[str, Any], more: dict[str, Any] | None = None) -> dict[str, Any]:
    drop = ("latitude", "longitude")
    values = {k: v for k, v in node.values.items() if v is not None and v != () and k not in drop}
    return {
        "type": "Feature",
        "id": node.id,
        "geometry": geometry,
        "properties": {"label": node.label, **values, **(more or {})},
    }
