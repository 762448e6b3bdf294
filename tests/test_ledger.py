"""Every command on a ledger, as somebody types it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES
from typer.testing import CliRunner, Result

from reportedly.cli import app, register_commands
from reportedly.ingest import from_path
from reportedly.model import Reading
from reportedly.model.codec import dumps

register_commands()
ROOT = Path(__file__).parent.parent


def run(*args: str, code: int = 0, width: int = 120) -> Result:
    done = CliRunner().invoke(app, list(args), env={"COLUMNS": str(width), "TERM": "dumb"})
    assert done.exit_code == code, (done.output, done.exception)
    return done


def rows(*args: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*args, "--format", "csv").stdout)))


def objects(*args: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*args, "--format", "json").stdout.splitlines()]


@pytest.fixture(scope="module")
def readings_file(tmp_path_factory: pytest.TempPathFactory, examples: list[Reading]) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "readings.jsonl"
    path.write_text("".join(dumps(r) + "\n" for r in examples), encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path, readings_file: Path) -> str:
    path = str(tmp_path / "claims.ledger")
    run("add", path, str(readings_file))
    return path


def test_add_takes_reports_and_readings_and_says_what_is_new(tmp_path: Path, readings_file: Path) -> None:
    place = str(tmp_path / "x.ledger")
    story = tmp_path / "reports.jsonl"
    story.write_text(json.dumps({"text": "Kenya denied arming Rwanda on Monday.", "published": "2024-03-06", "outlet": "Harbour Post"}) + "\n", encoding="utf-8")
    first = run("add", place, str(EXAMPLES / "a-arms-transfer-05-denial.md"), str(story))
    assert "2 reports, 2 readings" in first.stderr
    assert [c["outlet"] for c in rows("claims", place, "--source", "KEN")] == ["Harbour Post"]
    assert "35 reports, 35 readings" in run("add", place, str(readings_file)).stderr
    assert "0 reports, 0 readings, 0 claims added, 36 known already" in run("add", place, str(readings_file)).stderr


def test_a_bad_file_is_a_line_and_the_others_are_kept(tmp_path: Path, readings_file: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"no": 1}\n{broken\n' + readings_file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    done = run("add", str(tmp_path / "x.ledger"), str(bad), str(tmp_path / "none.md"), code=1)
    assert "1 reports" in done.stderr and "bad.jsonl:1: neither a reading nor a report" in done.stderr
    assert "bad.jsonl:2: " in done.stderr and "none.md: no such file" in done.stderr


def test_disputes_by_state_kind_and_party(place: str) -> None:
    found = rows("disputes", place)
    assert found and all(d["denied_by"] or d["doubted_by"] or d["state"] in ("admitted", "retracted") for d in found)
    assert {d["state"] for d in rows("disputes", place, "--state", "contested")} == {"contested"}
    assert {d["kind"] for d in rows("disputes", place, "--about", "arms-transfers")} == {"arms_transfer"}
    assert len(rows("disputes", place, "--state", "all")) > len(found) > len(rows("disputes", place, "--party", "BLR")) > 0
    assert len(rows("disputes", place, "--limit", "2")) == 2


def test_claims_with_every_filter(place: str) -> None:
    args = ("claims", place, "--source", "BLR", "--about", "arms_transfer", "--stance", "denies", "--since", "2024-03", "--recipient", "SDN")
    found = objects(*args)
    assert found and all(c["stance"] == "denies" and c["published"] >= "2024-03" for c in found)
    assert [c["claim"] for c in found] == [c["claim"] for c in rows(*args)]


def test_timeline_and_who_said_it_first(place: str) -> None:
    name = next(d["proposition"] for d in rows("disputes", place, "--about", "arms_transfer", "--state", "contested") if "Rapid" in d["recipient"])
    steps = objects("timeline", place, name[:8])
    assert [s["day"] for s in steps] == sorted(s["day"] for s in steps) and {"denied"} < {s["change"] for s in steps}
    assert all(s["quote"] for s in steps)
    first = objects("who-said-it-first", place, name)
    assert {s["day"] for s in first if s["change"] != "denied"} == {steps[0]["day"]}
    assert any(s["change"] == "denied" for s in first)
    assert len(objects("timeline", place)) > len(steps)


def test_search_finds_sentences(place: str) -> None:
    found = objects("search", place, '"rocket launchers"', "--limit", "3")
    assert 0 < len(found) <= 3 and all("rocket launchers" in f["quote"] for f in found)


def test_diff_tells_new_from_changed(place: str) -> None:
    found = rows("diff", place, "--since", "2024-06-05")
    assert {d["news"] for d in found} == {"new", "changed"}
    assert all((d["first_day"] >= "2024-06-05") == (d["news"] == "new") for d in found)
    assert all(re.match(r"\d{4}-\d\d-\d\d \w+ \(", d["what_changed"]) for d in found)


def test_register_from_a_ledger_is_that_from_the_readings(place: str, readings_file: Path) -> None:
    assert run("register", "arms-transfers", place, "-f", "csv").stdout == run("register", "arms-transfers", str(readings_file), "-f", "csv").stdout


def test_correct_list_undo_and_export(place: str, tmp_path: Path) -> None:
    claim = next(c for c in rows("claims", place, "--source", "BLR", "--about", "arms_transfer", "--stance", "denies"))
    name = f"{claim['report'][7:15]}#{claim['claim']}"
    done = run("correct", place, name, "--set", "stance=admits", "--set", "recipient=MLI", "--by", "ana", "--why", "heard the tape", "--at", "2024-05-01")
    assert "1 judgements kept" in done.stderr
    (now,) = [c for c in rows("claims", place) if (c["report"], c["claim"]) == (claim["report"], claim["claim"])]
    assert (now["stance"], now["recipient"], now["judged"]) == ("admits", "Mali", "1")
    (kept,) = rows("correct", place)
    assert (kept["by"], kept["judgement"], kept["name"]) == ("ana", "set recipient=state:MLI stance=admits", name)
    cases = tmp_path / "cases.txt"
    run("correct", place, "--export", str(cases))
    assert "stance=admits" in cases.read_text(encoding="utf-8") and "recipient=MLI" in cases.read_text(encoding="utf-8")
    run("correct", place, name, "--undo")
    assert [c for c in rows("claims", place) if (c["report"], c["claim"]) == (claim["report"], claim["claim"])] == [claim]


def test_reject_merge_and_split(place: str) -> None:
    a, b = [f"{c['report'][7:15]}#{c['claim']}" for c in rows("claims", place, "--about", "weapons_test")[:2]]
    count = len(rows("claims", place))
    run("correct", place, "--merge", a, b)
    run("correct", place, b, "--split", "--why", "another launch")
    run("correct", place, a, "--reject")
    assert len(rows("claims", place)) == count - 1
    assert {c["judgement"] for c in rows("correct", place)} == {"merge", "split", "reject"}
    rejected = next(c["id"] for c in rows("correct", place) if c["judgement"] == "reject")
    run("correct", place, rejected, "--undo", "--by", "eve")
    assert len(rows("claims", place)) == count
    run("correct", place, a, "--reject")
    run("correct", place, a, "--undo")
    assert len(rows("claims", place)) == count
    run("correct", place, a, "--confirm")
    assert "confirm" in {c["judgement"] for c in rows("correct", place)}


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("correct", "{place}", "--reject"), "needed are claims and one of"),
        (("disputes", "{place}", "--state", "open"), "Allowed: asserted"),
        (("claims", "{place}", "--since", "yesterday"), "Allowed: YYYY"),
        (("claims", "{place}", "--stance", "denied"), "allowed are asserts"),
    ],
)
def test_wrong_usage_says_what_is_allowed(place: str, args: tuple[str, ...], message: str) -> None:
    done = run(*(a.format(place=place) for a in args), code=2)
    assert message in " ".join(re.sub("[│╭╮╰╯─]", " ", done.stderr).split())


def test_check_rebuild_migrate(place: str) -> None:
    assert "whole" in run("ledger", "check", place).stdout
    before = run("disputes", place, "-f", "csv").stdout
    assert "36 reports" in run("ledger", "rebuild", place).stdout
    assert run("disputes", place, "-f", "csv").stdout == before
    assert "nothing to do" in run("ledger", "migrate", place).stdout
    undone = run("ledger", "migrate", place, "--to", "0003-judgements").stdout.split()
    assert undone == sorted(undone, reverse=True) and undone[-2:] == ["0005-views", "0004-search"]
    assert run("disputes", place, "-f", "csv").stdout == before


def test_digest_and_time_stamp_request(place: str, tmp_path: Path) -> None:
    listed, query = tmp_path / "claims.digest", tmp_path / "claims.tsq"
    done = run("ledger", "digest", place, "-o", str(listed), "--query", str(query))
    assert done.stdout.split()[0] == hashlib.sha256(listed.read_bytes()).hexdigest()
    text = listed.read_text(encoding="utf-8")
    report = EXAMPLES / "a-arms-transfer-05-denial.md"
    assert f"{hashlib.sha256(from_path(report).text.encode()).hexdigest()}  report  {from_path(report).id}\n" in text
    assert text.count("  report  ") == text.count("  reading  ") == 36
    if openssl := shutil.which("openssl"):
        told = subprocess.run([openssl, "ts", "-query", "-in", str(query), "-text"], capture_output=True, text=True, check=True).stdout
        assert "sha256" in told and "Certificate required: yes" in told
        told = re.sub(r"^\s+[0-9a-f]{4} - |   .*$|[- \n]", "", told.split("Message data:")[1].split("Policy")[0], flags=re.M)
        assert told == hashlib.sha256(listed.read_bytes()).hexdigest()
    run("add", place, str(report), "--published", "2030-01-01")
    assert "all 72 records" in run("ledger", "check", place, "--digest", str(listed)).stdout
    listed.write_text(text.replace("0", "1", 1), encoding="utf-8")
    assert "lost or changed" in run("ledger", "check", place, "--digest", str(listed), code=1).stdout


def test_check_sees_what_has_been_tampered_with(place: str) -> None:
    import sqlite3

    db = sqlite3.connect(place)
    db.execute("DROP TRIGGER claims_no_update")
    db.execute("DROP TRIGGER reports_no_update")
    db.execute("UPDATE claims SET quote = 'Belarus admitted it all.' WHERE id = 3")
    db.execute("UPDATE reports SET text = text || ' More.' WHERE id = (SELECT MIN(id) FROM reports)")
    db.commit()
    db.close()
    done = run("ledger", "check", place, code=1)
    assert "is not its quotation 'Belarus admitted it all.'" in done.stdout and "its id is not the hash of its text" in done.stdout
    run("verify", place, code=1)


def test_verify_exports(place: str, readings_file: Path, tmp_path: Path) -> None:
    assert "36 records" in run("verify", str(readings_file)).stdout
    export = tmp_path / "claims.json"
    export.write_text(run("claims", place, "--about", "arms_transfer", "-f", "json").stdout, encoding="utf-8")
    assert "every quotation stands" in run("verify", str(export), "--ledger", place).stdout
    sheet = tmp_path / "register.json"
    sheet.write_text(run("register", "arms-transfers", place, "-f", "json").stdout, encoding="utf-8")
    run("verify", str(sheet), "--ledger", place)
    export.write_text(export.read_text(encoding="utf-8").replace("denied", "admitted"), encoding="utf-8")
    assert "is not" in run("verify", str(export), "--ledger", place, code=1).stdout
    forged = tmp_path / "readings.jsonl"
    forged.write_text(readings_file.read_text(encoding="utf-8").replace("Belarus", "Bulgary", 1), encoding="utf-8")
    assert "not the hash of its text" in run("verify", str(forged), code=1).stdout


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    "args", [("disputes",), ("claims", "--limit", "5"), ("timeline",), ("search", "rockets"), ("diff", "--since", "2024-03-13")]
)
def test_tables_fit_the_terminal(place: str, width: int, args: tuple[str, ...]) -> None:
    done = run(args[0], place, *args[1:], "--format", "table", width=width)
    lines = done.stdout.splitlines()
    assert lines and max(map(len, lines)) <= width
    assert ("┃" in done.stdout or "│" in done.stdout) == (width == 120)


def test_the_three_queries_of_the_documentation(place: str) -> None:
    """They stand in docs/ledger.md, in blocks of SQL, and give rows."""
    import sqlite3

    queries = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8"), re.S)
    db = sqlite3.connect(place)
    assert len(queries) == 3
    for q in queries:
        assert db.execute(q).fetchall(), q
    db.close()


def test_no_ledger_is_said_so(tmp_path: Path) -> None:
    from reportedly.errors import StoreError
    from reportedly.stores import open_ledger

    other = tmp_path / "text.ledger"
    other.write_text("no database", encoding="utf-8")
    for path, message in ((tmp_path / "none.ledger", "Make one: reportedly add"), (other, "no ledger"), (tmp_path, "a folder")):
        with pytest.raises(StoreError, match=message):
            open_ledger(path)
