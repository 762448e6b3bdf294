"""Write `web/static/land.txt`, the map's outlines, from Natural Earth 1:110m (public domain) as the npm package world-atlas 2.0.2 carries it.

    npm pack world-atlas@2.0.2 && python tools/build_land.py world-atlas-2.0.2.tgz

A line is `land` or `border`, the box it lies in (west, north, east, south), and a path of SVG, all in tenths of a degree: x is the longitude, y the
latitude downwards. Borders are the lines that two countries share. The same package gives the same bytes.
"""

import hashlib
import json
import sys
import tarfile
from collections import Counter
from itertools import accumulate, pairwise
from pathlib import Path

SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
TARGET = Path(__file__).parent.parent / "src" / "reportedly" / "web" / "static" / "land.txt"

TURN = 3600
"""Tenths of a degree once round."""
Point = tuple[int, int]


def main(package: str) -> None:
    data = Path(package).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        sys.exit(f"{package}: sha256 {found}, expected {SHA256}")
    with tarfile.open(package) as t:
        file = t.extractfile("package/countries-110m.json")
        assert file is not None
        topology = json.load(file)
    arcs = [decoded(a, topology["transform"]) for a in topology["arcs"]]
    land = [piece for polygon in polygons(topology["objects"]["land"]) for r in polygon for piece in pieces(ring(r, arcs))]
    users = Counter(k if k >= 0 else ~k for country in topology["objects"]["countries"]["geometries"] for k in {x for p in polygons(country) for r in p for x in r})
    lines = [line("land", r, True) for r in land if len(r) > 2] + [line("border", arcs[k], False) for k in sorted(users) if users[k] > 1 and len(arcs[k]) > 1]
    TARGET.write_text("".join(lines), encoding="ascii")
    print(f"{TARGET.name}: {len(lines)} lines, {TARGET.stat().st_size} bytes, sha256 {hashlib.sha256(TARGET.read_bytes()).hexdigest()}")


def decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """The points of an arc of TopoJSON in tenths of a degree, each once."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    xs, ys = accumulate(p[0] for p in arc), accumulate(p[1] for p in arc)
    return once([(round((x * sx + tx) * 10), -round((y * sy + ty) * 10)) for x, y in zip(xs, ys, strict=True)])


def once(points: list[Point]) -> list[Point]:
    return [p for k, p in enumerate(points) if not k or p != points[k - 1]]


def polygons(geometry: dict) -> list[list[list[int]]]:
    if geometry["type"] == "GeometryCollection":
        return [p for g in geometry["geometries"] for p in polygons(g)]
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """A ring of its arcs; a negative number is an arc backwards."""
    points = once([p for k in numbers for p in (arcs[k] if k >= 0 else arcs[~k][::-1])])
    return points[:-1] if points[0] == points[-1] else points


def pieces(points: list[Point]) -> list[list[Point]]:
    """A ring over the antimeridian as two that go on beyond the edge of the map, on either side; one round the pole is closed there."""
    turns = list(accumulate(-round((b[0] - a[0]) / TURN) for a, b in zip(points, points[1:] + points[:1], strict=True)))
    if not any(turns):
        return [points]
    east = [(x + TURN * n, y) for (x, y), n in zip(points, [0, *turns], strict=False)]
    if turns[-1]:
        end = points[0][0] + TURN * turns[-1]
        return [[*east, (end, points[0][1]), (end, 900), (points[0][0], 900)]]
    side = -1 if max(x for x, _ in east) > TURN // 2 else 1
    return [east, [(x + TURN * side, y) for x, y in east]]


def line(kind: str, points: list[Point], closed: bool) -> str:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    steps = " ".join(f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(points))
    return f"{kind} {min(xs)} {min(ys)} {max(xs)} {max(ys)} M{xs[0]} {ys[0]}l{steps}{'z' if closed else ''}\n"


main(sys.argv[1])
