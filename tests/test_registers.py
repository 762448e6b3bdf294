"""Disputes over invented reports, and the registers drawn from them."""

from __future__ import annotations

import csv
import io
import json
import sys

import pytest
from conftest import EXAMPLES
from typer.testing import CliRunner

import reportedly.cli.register  # noqa: F401  (registers the command)
from reportedly.cli import app
from reportedly.errors import ExtraMissing
from reportedly.export import sheet
from reportedly.ledger.disputes import Dispute, disputes
from reportedly.ledger.links import cross_links
from reportedly.ledger.registers import COMMON, KINDS, Register, Row, register
from reportedly.model import Reading
from reportedly.model.codec import dumps
from reportedly.read.reader import Reader

ALLEGED = "Ukraine said on Monday that Belarus had delivered 18 rocket launchers to Mali."
DENIED = "Belarus on Wednesday denied delivering rocket launchers to Mali."
ADMITTED = "Belarus admitted on Friday that it had delivered six rocket launchers to Mali."


def read(reader: Reader, *texts: tuple[str, str]) -> list[Reading]:
    return [reader.read(text, published=day, outlet=f"Outlet {n}") for n, (text, day) in enumerate(texts)]


def one(found: tuple[Dispute, ...], kind: str = "arms_transfer") -> Dispute:
    (d,) = [d for d in found if d.proposition.kind == kind]
    return d


def names(sides: object) -> list[str]:
    return [s.name for s in sides]  # type: ignore[attr-defined]


def test_alleged_then_denied_is_contested(reader: Reader) -> None:
    d = one(disputes(read(reader, (ALLEGED, "2024-03-04"), (DENIED, "2024-03-06"))))
    assert (d.state, names(d.asserted_by), names(d.denied_by)) == ("contested", ["Ukraine"], ["Belarus"])
    assert [p.name for p in d.silent] == ["Mali"]
    assert [(s.change, s.name, s.date) for s in d.steps] == [("alleged", "Ukraine", "2024-03-04"), ("denied", "Belarus", "2024-03-06")]
    assert len(d.families) == 1


def test_confirmed_by_a_third_party_only(reader: Reader) -> None:
    confirmed = ("France confirmed on Tuesday that Belarus had delivered rocket launchers to Mali.", "2024-03-05")
    own = ("The Ukrainian foreign ministry confirmed on Tuesday that Belarus had delivered rocket launchers to Mali.", "2024-03-05")
    assert one(disputes(read(reader, (ALLEGED, "2024-03-04"), confirmed))).state == "confirmed"
    assert one(disputes(read(reader, (ALLEGED, "2024-03-04"), own))).state == "asserted"
    assert one(disputes(read(reader, (ALLEGED, "2024-03-04"), confirmed, (DENIED, "2024-03-06")))).state == "contested"


def test_a_denial_without_a_figure_denies_every_figure(reader: Reader) -> None:
    found = disputes(read(reader, (ALLEGED, "2024-03-04"), (DENIED, "2024-03-06"), (ADMITTED, "2024-03-08")))
    states = {d.asserted_by[0].name: d.state for d in found if d.proposition.kind == "arms_transfer"}
    assert states == {"Ukraine": "contested", "Belarus": "admitted"}


def test_links_across_reports(reader: Reader) -> None:
    d = one(disputes(read(reader, (ALLEGED, "2024-03-04"), (DENIED, "2024-03-06"), (ADMITTED.replace("six", "the"), "2024-03-08"))))
    at = {s.ref: (s.voice.name, s.stand) for s in d.statements}
    found = {(x.relation, at[x.from_], at[x.to]) for x in cross_links(d)}
    assert ("denies", ("Belarus", "denies"), ("Ukraine", "asserts")) in found
    assert ("updates", ("Belarus", "admits"), ("Belarus", "denies")) in found
    assert any(relation == "same" for relation, *_ in found)


def test_a_denial_nobody_answers(reader: Reader) -> None:
    d = one(disputes(read(reader, (DENIED, "2024-03-06"))))
    assert d.state == "denied"
    assert d.families == ()


def test_denied_then_admitted(reader: Reader) -> None:
    d = one(disputes(read(reader, (DENIED, "2024-03-06"), (ADMITTED, "2024-03-08"))))
    assert d.state == "admitted"
    assert [s.change for s in d.steps] == ["denied", "admitted"]
    assert not d.denied_by


def test_asserted_then_withdrawn(reader: Reader) -> None:
    d = one(disputes(read(reader, (ALLEGED, "2024-03-04"), ("Ukraine on Sunday denied that Belarus had delivered rocket launchers to Mali.", "2024-03-10"))))
    assert d.state == "retracted"
    assert [s.change for s in d.steps] == ["alleged", "retracted"]


def test_copies_are_one_source(reader: Reader) -> None:
    body = f"{ALLEGED} The claim could not be checked. Trucks were seen near the airfield at night, residents said, and two planes left before dawn."
    three = read(reader, (body, "2024-03-04"), (f"(Wire) {body}", "2024-03-04"), (ALLEGED.replace("Monday", "Monday evening") + " Nobody else saw it.", "2024-03-05"))
    d = one(disputes(three))
    assert len({s.ref.report for s in d.statements}) == 3
    assert len(d.families) == 2
    assert len(one(disputes(three, {r.report.id: "one" for r in three})).families) == 1


def test_other_recipient_other_proposition(reader: Reader) -> None:
    found = disputes(read(reader, (ALLEGED, "2024-03-04"), (DENIED.replace("Mali", "Sudan"), "2024-03-06")))
    assert [d.state for d in found if d.proposition.kind == "arms_transfer"] == ["asserted", "denied"]


def test_an_allegation_never_looks_like_a_delivery(reader: Reader) -> None:
    (row,) = register("arms-transfers", read(reader, (ALLEGED, "2024-03-04"), (DENIED, "2024-03-06"))).records()
    assert (row["Supplier"], row["Recipient"], row["Numbers delivered"], row["Delivery year"]) == ("Belarus", "Mali", "", "")
    assert row["Numbers claimed"] == "18 rocket launchers (Ukraine)"
    assert row["Status"] == "alleged; denied"
    assert row["Status said by"] == "alleged: Ukraine; denied: Belarus"
    assert (row["Asserted by"], row["Denied by"], row["Dispute"]) == ("Ukraine", "Belarus", "contested")


def test_a_party_s_own_word_is_a_delivery(reader: Reader) -> None:
    (row,) = register("arms-transfers", read(reader, (ADMITTED, "2024-03-08"))).records()
    assert (row["Numbers delivered"], row["Status"], row["Dispute"]) == ("6 rocket launchers", "acknowledged", "admitted")


@pytest.fixture(scope="module")
def examples(reader: Reader) -> list[Reading]:
    from reportedly.ingest import from_path

    return list(reader.pipe(from_path(p) for p in sorted(EXAMPLES.glob("a-*.md"))))


@pytest.fixture(scope="module")
def transfers(examples: list[Reading]) -> Register:
    return register("arms-transfers", examples)


def test_every_row_shows_its_sentences(examples: list[Reading], transfers: Register) -> None:
    text = {r.report.id: r.report.text for r in examples}
    assert transfers.rows
    for row in transfers.rows:
        assert row.sources
        for s in row.sources:
            assert " ".join(text[s.report][s.start : s.end].split()) == s.quote
        cells = dict(zip(transfers.columns, row.cells, strict=True))
        assert set(str(cells["Reports"]).split("\n")) == {s.report for s in row.sources}


def test_the_example_s_main_row(transfers: Register) -> None:
    main = next(r for r in transfers.records() if r["Recipient"] == "Rapid Support Forces" and r["Supplier"] == "Belarus")
    assert main["Dispute"] == "contested"
    assert "officials" in str(main["Asserted by"])
    assert "Belarus" in str(main["Denied by"])
    assert main["Numbers delivered"] == ""
    assert main["Independent families"] >= 2  # type: ignore[operator]


def test_csv_and_json_hold_the_same(transfers: Register) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(sheet.csv_lines(transfers)))))
    data = json.loads(sheet.json_text(transfers))
    assert data["columns"] == list(transfers.columns) == list(rows[0])
    assert [r["Proposition"] for r in rows] == [r["Proposition"] for r in data["rows"]]
    assert all(set(s) >= {"report", "start", "end", "quote"} for r in data["rows"] for s in r["sources"])


def test_workbook_opens_again(transfers: Register) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    data = sheet.workbook(transfers)
    assert data == sheet.workbook(transfers)
    book = openpyxl.load_workbook(io.BytesIO(data))
    first, second = book["arms-transfers"], book["sentences"]
    assert [c.value for c in first[1]] == list(transfers.columns)
    assert first.max_row == len(transfers.rows) + 1
    assert first.freeze_panes == "A2"
    k = transfers.columns.index("Proposition") + 1
    for n, row in enumerate(transfers.rows, 2):
        cell = first.cell(n, k)
        assert cell.value == row.cells[k - 1]
        line = int(cell.hyperlink.location.rpartition("A")[2])
        assert second.cell(line, 1).value == cell.value
        assert second.cell(line, 5).value == row.sources[0].quote


def test_a_missing_package_says_what_to_install(transfers: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'reportedly\[xlsx\]'"):
        sheet.workbook(transfers)


def test_a_cell_is_no_formula() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    made = Register("recognitions", ("Recogniser",), (Row(("=1+1",), ()),))
    assert list(sheet.csv_lines(made)) == ["Recogniser\n", "'=1+1\n"]
    cell = openpyxl.load_workbook(io.BytesIO(sheet.workbook(made)))["recognitions"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_command(tmp_path, examples: list[Reading]) -> None:  # type: ignore[no-untyped-def]
    stored = tmp_path / "readings.jsonl"
    stored.write_text("".join(dumps(r) + "\n" for r in examples[:2]) + "{broken\n", encoding="utf-8")
    out = tmp_path / "register.csv"
    result = CliRunner().invoke(app, ["register", "arms-transfers", str(stored), str(EXAMPLES / "a-arms-transfer-05-denial.md"), "-o", str(out)])
    assert result.exit_code == 1
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    reports = {r for row in rows for r in row["Reports"].split("\n")}
    assert len(reports) == 3
    shown = CliRunner().invoke(app, ["register", "arms-transfers", str(EXAMPLES / "a-arms-transfer-05-denial.md"), "-f", "pretty"])
    assert shown.exit_code == 0
    assert "Ukraine" in shown.output


@pytest.mark.parametrize("width", [80, 120])
def test_pretty_fits_its_width(transfers: Register, width: int) -> None:
    from rich.console import Console

    out = Console(width=width, file=io.StringIO(), record=True)
    sheet.show(out, transfers)
    text = out.export_text()
    assert max(map(len, text.splitlines())) <= width
    assert "contested" in text
    assert f"{len(transfers.rows)} rows" in text


def test_every_kind_has_columns() -> None:
    for kind in KINDS:
        empty = register(kind, [])
        assert empty.rows == ()
        assert empty.columns[-len(COMMON) :] == COMMON
