"""The exports of two frozen readings: golden bytes, each format's own library, and that an allegation never looks like a fact."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportedly.export import cameo, coded, formats, ftm, gdelt, graphml, jsonld, nanopub, plover, polecat, stix, ucdp
from reportedly.lexicon import codebook, country_codes
from reportedly.model import Reading
from reportedly.model.codec import dumps, loads

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {
    "plover": "plover.jsonl", "polecat": "polecat.tsv", "cameo": "cameo.tsv", "ucdp": "ucdp.csv", "ftm": "ftm.jsonl", "stix": "stix.json", "jsonld": "jsonld.json",
    "nanopub": "nanopub.trig", "graphml": "graphml.xml",
}  # fmt: skip
MODULES: dict[str, Any] = {
    "plover": plover, "polecat": polecat, "cameo": cameo, "ucdp": ucdp, "ftm": ftm, "stix": stix, "jsonld": jsonld, "nanopub": nanopub, "graphml": graphml,
}  # fmt: skip


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """`readings.jsonl` holds two readings as they once were, so that a change of coding does not change what is tested here."""
    return [loads(line) for line in (GOLDEN / "readings.jsonl").read_text(encoding="utf-8").splitlines()]


def text(name: str, readings: list[Reading], **given: Any) -> str:
    out = io.StringIO()
    MODULES[name].write(readings, out, **given)
    return out.getvalue()


def tables(readings: list[Reading], keep: Any = "stated") -> tuple[list[list[str]], list[list[str]]]:
    events, mentions = io.StringIO(), io.StringIO()
    gdelt.write(readings, events, mentions, keep)
    return tuple([line.split("\t") for line in s.getvalue().splitlines()] for s in (events, mentions))  # type: ignore[return-value]


def check(path: Path, found: str) -> None:
    """Compares with a golden file; `REPORTEDLY_GOLDEN=write` writes it anew."""
    if os.environ.get("REPORTEDLY_GOLDEN") == "write":
        path.write_text(found, encoding="utf-8", newline="")
    assert found == path.read_bytes().decode("utf-8"), f"{path.name} differs; look at it, then REPORTEDLY_GOLDEN=write"


@pytest.mark.parametrize("name", sorted(ENDINGS))
def test_golden(name: str, readings: list[Reading]) -> None:
    check(GOLDEN / ENDINGS[name], text(name, readings))


def test_golden_gdelt(readings: list[Reading]) -> None:
    events, mentions = io.StringIO(), io.StringIO()
    gdelt.write(readings, events, mentions)
    check(GOLDEN / "gdelt.export.CSV", events.getvalue())
    check(GOLDEN / "gdelt.mentions.CSV", mentions.getvalue())


# -- allegations ---------------------------------------------------------------------------------------------------------


def test_what_is_denied_or_only_alleged_is_never_asserted(readings: list[Reading]) -> None:
    for row in coded.coded(readings):
        if row.stance in ("accuses", "denies", "doubts", "predicts", "demands", "asks") or row.factuality.endswith("-"):
            assert row.standing == "claimed", row.claim
        if row.standing == "stated":
            assert row.is_denial or row.claim.voices[0].actor == "author" or row.claim.voices[0].actor in row.event.actor


def test_keep_narrows(readings: list[Reading]) -> None:
    stated, asserted, everything = ({r.id for r in coded.coded(readings, k)} for k in ("stated", "asserted", "all"))
    assert stated < asserted < everything


def test_a_denial_gives_a_row_of_its_own(readings: list[Reading]) -> None:
    rows = [r for r in coded.coded(readings) if r.is_denial]
    assert rows and all((r.type, r.cameo, r.extension) == ("REJECT", "016", "DENY") for r in rows)
    first = next(r for r in rows if r.actor[0].id == "state:BLR")
    assert first.event.frame is not None and first.event.frame.name == "arms_transfer" and first.standing == "stated"


def test_gdelt_holds_no_arms_transfer_that_nobody_but_a_party_alleges(readings: list[Reading]) -> None:
    events, _ = tables(readings)
    codes = {(row[5], row[15], row[26]) for row in events}
    assert ("BLRGOV", "", "016") in {(a, "", c) for a, _, c in codes}
    assert not [c for c in codes if c[2] == "072"]
    assert [row for row in tables(readings, "all")[0] if row[26] == "072"]


def test_ucdp_counts_what_is_stated_apart_from_what_is_claimed(readings: list[Reading]) -> None:
    rows = list(csv.DictReader(io.StringIO(text("ucdp", readings))))
    assert rows
    for row in rows:
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
        assert row["standing"] == "stated" or row["low"] == "0"
        assert sum(int(row[k]) for k in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")) == int(row["best"])


# -- shapes ----------------------------------------------------------------------------------------------------------------


def test_gdelt_has_its_columns(readings: list[Reading]) -> None:
    events, mentions = tables(readings, "all")
    assert len(gdelt.EVENT_COLUMNS) == 61 and {len(r) for r in events} == {61}
    assert len(gdelt.MENTION_COLUMNS) == 16 and {len(r) for r in mentions} == {16}
    assert {r[0] for r in mentions} == {r[0] for r in events} and len({r[0] for r in events}) == len(events)
    assert sum(int(r[31]) for r in events) == len(mentions)
    assert all(json.loads(r[15])["factuality"] for r in mentions)


def test_two_reports_of_one_event_are_one_gdelt_event(readings: list[Reading]) -> None:
    copy = replace(readings[0], report=replace(readings[0].report, id="sha256:" + "0" * 64, outlet="Other Courier", url="https://example.org/other"))
    once, twice = tables(readings[:1])[0], tables([readings[0], copy])[0]
    assert [r[0] for r in once] == [r[0] for r in twice]
    assert all(int(b[31]) == 2 * int(a[31]) and b[32:34] == ["2", "2"] for a, b in zip(once, twice, strict=True))


def test_polecat_and_cameo_have_a_header_and_full_rows(readings: list[Reading]) -> None:
    assert len(polecat.COLUMNS) == 40
    for name, columns in (("polecat", (*polecat.COLUMNS, *polecat.ADDED)), ("cameo", (*cameo.COLUMNS, *coded.EXTRA))):
        lines = [line.split("\t") for line in text(name, readings).splitlines()]
        assert lines[0] == list(columns) and {len(line) for line in lines} == {len(columns)}


def test_plover_writes_only_plover(readings: list[Reading]) -> None:
    book = codebook.load()
    for line in text("plover", readings).splitlines():
        event = json.loads(line)
        assert event["event"] in book.types and event["event"] != "DENY"
        assert event["quad_code"] == int(book.types[event["event"]].quad_code)
        auxiliary = {"historical", "future", "hypothetical", "negation"}
        assert all(m in auxiliary or (event["event"], m) in book.modes for m in event.get("mode", []))


def test_quotes_are_in_the_report(readings: list[Reading]) -> None:
    by_id = {r.report.id: r.report.text for r in readings}
    for line in text("plover", readings).splitlines():
        e = json.loads(line)
        info, own = e["text_info"], e["reportedly"]
        assert by_id[own["report_id"]][info["start"] : info["end"]] == e["text"]
        assert by_id[own["report_id"]][own["span_start"] : own["span_end"]] == e["event_text"]


def test_ftm_refers_to_what_it_writes(readings: list[Reading]) -> None:
    found = {e["id"]: e for e in map(json.loads, text("ftm", readings).splitlines())}
    for e in found.values():
        for p in ("proof", "organizer", "involved", "entity"):
            assert all(v in found for v in e["properties"].get(p, ())), (e["schema"], p)
    assert {"Article", "Event", "Risk", "PublicBody", "Person"} <= {e["schema"] for e in found.values()}


def test_priogrid() -> None:
    assert ucdp.priogrid(-90.0, -180.0) == 1 and ucdp.priogrid(90.0, 180.0) == 259_200 and ucdp.priogrid(None, 1.0) is None
    assert ucdp.priogrid(0.25, 32.75) == 180 * 720 + 425 + 1


def test_country_codes_are_whole() -> None:
    table = country_codes.load()
    assert len(table) == len({c.iso2 for c in table.values()}) and all(re.fullmatch("[A-Z]{3}", k) and len(c.iso2) == 2 for k, c in table.items())
    assert (table["RUS"].fips, table["RUS"].cow, table["GBR"].cow, table["YEM"].cow, table["YEM"].gw) == ("RS", "365", "200", "679", "678")
    assert country_codes.from_iso2("kp") == "PRK" and country_codes.from_iso2("gb-sct") == "GBR" and country_codes.from_iso2("zz") is None


@pytest.mark.parametrize("name", sorted(ENDINGS))
def test_nothing_gives_a_readable_file(name: str) -> None:
    assert isinstance(text(name, []), str)


def test_hostile_texts_stay_in_their_cells(readings: list[Reading]) -> None:
    r = readings[0]
    names = tuple(replace(a, name='=cmd|"\t\n<b>& \x07' + a.name) for a in r.actors)
    hostile = [replace(r, actors=names, report=replace(r.report, title="a\tb\nc", url="javascript:alert(1) <x>", byline='"'))]
    assert {line.count("\t") for line in text("cameo", hostile).splitlines()} == {len(cameo.COLUMNS) + len(coded.EXTRA) - 1}
    assert json.loads(text("stix", hostile)) and json.loads(text("jsonld", hostile))
    assert "<javascript" not in text("nanopub", hostile)
    from xml.etree import ElementTree

    assert ElementTree.fromstring(text("graphml", hostile)) is not None


# -- the formats' own libraries ----------------------------------------------------------------------------------------------


def test_stix2_accepts_the_bundle(readings: list[Reading]) -> None:
    stix2 = pytest.importorskip("stix2", reason="stix2 is not installed")
    bundle = stix2.parse(text("stix", readings), allow_custom=False)
    ids = {o["id"] for o in bundle.objects}
    assert {o["type"] for o in bundle.objects} == {"identity", "extension-definition", "note", "opinion", "report"}
    assert all(ref in ids for o in bundle.objects for ref in o.get("object_refs", ()))


def test_rdflib_reads_trig_and_jsonld(readings: list[Reading]) -> None:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    number = sum(len(r.claims) for r in readings)
    dataset = rdflib.Dataset()
    dataset.parse(data=text("nanopub", readings), format="trig")
    assert len(list(dataset.quads((None, rdflib.RDF.type, rdflib.URIRef("http://www.nanopub.org/nschema#Nanopublication"), None)))) == number
    graph = rdflib.Graph().parse(data=text("jsonld", readings), format="json-ld")
    assert len(set(graph.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/Claim")))) == number
    oa, texts = "http://www.w3.org/ns/oa#", [r.report.text for r in readings]
    exact = [str(o) for o in graph.objects(None, rdflib.URIRef(oa + "exact"))]
    assert len(exact) > 5 and all(any(e in t for t in texts) for e in exact)


def test_networkx_reads_the_graph(readings: list[Reading]) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed")
    graph = networkx.read_graphml(io.BytesIO(text("graphml", readings).encode()))
    assert ("state:BLR", "state:UKR") in set(graph.edges())
    assert {d["relation"] for _, _, d in graph.edges(data=True)} == {"accuses", "denies"}


def test_pyarrow_reads_the_table(readings: list[Reading], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    formats.write("parquet", readings, tmp_path / "rows.parquet")
    table = parquet.read_table(tmp_path / "rows.parquet")
    assert table.num_rows == len(list(coded.coded(readings)))
    first = table.to_pylist()[0]
    assert first["report_id"] == readings[0].report.id and first["published"].isoformat() == readings[0].report.published
    formats.write("parquet", readings, tmp_path / "again.parquet")
    assert (tmp_path / "rows.parquet").read_bytes() == (tmp_path / "again.parquet").read_bytes()


# -- command line ------------------------------------------------------------------------------------------------------------


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "reportedly", *args], capture_output=True, text=True, encoding="utf-8", check=False)


def test_command_writes_two_files_for_gdelt(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Iran on Sunday denied sending drones to Sudan.", encoding="utf-8")
    done = run("read", str(report), "-f", "gdelt", "-o", str(tmp_path / "day"), "--published", "2024-03-10")
    assert done.returncode == 0, done.stderr
    assert "016" in (tmp_path / "day.export.CSV").read_text(encoding="utf-8") and (tmp_path / "day.mentions.CSV").exists()
    refused = run("read", str(report), "-f", "gdelt")
    assert refused.returncode == 2 and "--output" in refused.stderr and "Traceback" not in refused.stderr
    assert "CT-" in run("read", str(report), "-f", "plover").stdout
    assert "CT-" not in run("read", str(report), "-f", "plover", "--keep", "stated").stdout


def test_a_list_of_an_actor_survives_the_codec(readings: list[Reading]) -> None:
    marked = replace(readings[0], actors=(replace(readings[0].actors[0], listed=("EU-BLR",)), *readings[0].actors[1:]))
    assert loads(dumps(marked)) == marked
    assert "EU-BLR" in text("polecat", [marked]) and "listed:EU-BLR" in text("stix", [marked])
