from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLES

EXAMPLE = EXAMPLES / "a-arms-transfer-05-denial.md"


def run(*args: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "reportedly", *args], capture_output=True, text=True, input=text, encoding="utf-8", check=False)


def test_read_json_is_one_reading_a_line() -> None:
    done = run("read", str(EXAMPLE), str(EXAMPLE), "--format", "json")
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and len(lines) == 2 and lines[0] == lines[1]
    assert json.loads(lines[0])["schema"] == "reportedly/reading/1"


def test_one_bad_input_is_one_line_and_the_run_goes_on(tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"\x89PNG" + b"\0" * 100)
    done = run("read", str(bad), str(tmp_path / "none.md"), str(EXAMPLE), "-f", "json")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert len(done.stderr.splitlines()) == 2 and "binary" in done.stderr and "no such file" in done.stderr


def test_standard_input_csv_and_date() -> None:
    done = run("read", "-", "-f", "csv", "--published", "2023-01-29", text="North Korea on Sunday denied providing arms to Moscow.")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert (
        rows[0]["voices"] == "North Korea" and rows[0]["stance"] == "denies" and rows[0]["frame"] == "arms_transfer" and rows[0]["status"] == "denied"
    )


def test_html_is_inert() -> None:
    done = run(
        "read", "-", "-f", "html", text="# <script>alert(1)</script> Iran\n\nIran <img src=x onerror=alert(1)> denied arming <b>Hezbollah</b>."
    )
    assert done.returncode == 0
    assert "<script>alert" not in done.stdout and "<img" not in done.stdout and "<b>Hezbollah" not in done.stdout


@pytest.mark.parametrize(
    "args",
    [
        ["read"],
        ["read", "x", "--format", "xml"],
        ["read", "x", "--published", "yesterday"],
        ["explain", "x"],
        ["bench", "predict", "nothing", "x"],
        ["read", str(EXAMPLE), "--model", "no_such_model"],
    ],
)
def test_usage_errors_exit_2(args: list[str]) -> None:
    done = run(*args)
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_explain_names_the_rows() -> None:
    done = run("explain", str(EXAMPLE), "--claim", "c1")
    assert done.returncode == 0 and "because of" in done.stdout
    assert "nearly" not in run("explain", str(EXAMPLE), "--at", "200").stderr


def test_lexicon_check_reports_all_troubles_at_once(tmp_path: Path) -> None:
    (tmp_path / "triggers.csv").write_text(
        "id,predicate,pos,when,type,mode,cameo,frame,slots,example,near_miss\nmy.a,arm,verb,,ASAULT,,190,,actor:subj,,\nmy.b,arm,werb,,ASSAULT,,190,,agent:subj,,\n",
        encoding="utf-8",
    )
    done = run("lexicon", "check", "--lexicon", str(tmp_path))
    assert done.returncode == 1
    assert "triggers.csv:2: type 'ASAULT'" in done.stderr and "Did you mean 'ASSAULT'?" in done.stderr
    assert "triggers.csv:3: pos 'werb'" in done.stderr and "triggers.csv:3: role 'agent'" in done.stderr


def test_overlay_adds_a_row(tmp_path: Path) -> None:
    (tmp_path / "triggers.csv").write_text(
        "id,predicate,pos,when,type,mode,cameo,frame,slots,example,near_miss\nmy.snorkle,snorkle,verb,,AID,,070,,actor:subj recipient:obj,,\n",
        encoding="utf-8",
    )
    text = "France snorkled Germany on Monday."
    assert "my.snorkle" in run("read", "-", "-f", "json", "--lexicon", str(tmp_path), text=text).stdout
    assert "my.snorkle" not in run("read", "-", "-f", "json", text=text).stdout


def test_import_is_light() -> None:
    code = "import sys, time; t = time.process_time(); import reportedly; d = time.process_time() - t; print('spacy' in sys.modules, d)"
    seen, seconds = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert seen == "False" and float(seconds) < 0.1
