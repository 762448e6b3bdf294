"""From the wild to readings, through the command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data" / "ingest"


def run(*args: str, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "reportedly", *args], capture_output=True, input=data, check=False)


def titles(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [json.loads(line)["report"]["title"] for line in done.stdout.splitlines()]


def test_a_folder_of_everything(tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    done = run("read", str(DATA), "-f", "json")
    found = titles(done)
    assert len(found) == 12 + 2 + 1 + 2 + 1 + 1, "pages, RSS, Atom, NewsML, NITF, mail"
    assert done.returncode == 1, "the list of feeds holds no report"
    (error,) = done.stderr.decode().splitlines()
    assert "reportedly watch" in error and "feeds.opml" in error
    denial = next(json.loads(x) for x in done.stdout.splitlines() if b"Norway denies" in x)
    assert any(c["stance"] == "denies" for c in denial["claims"])


def test_an_archive_from_standard_input() -> None:
    pytest.importorskip("fastwarc")
    pytest.importorskip("warcio")
    from test_ingest_warc import TITLE, archive, pages

    data, starts = archive(pages(3))
    done = run("read", "-", "-f", "json", data=data[: starts[1] + 40] + data[starts[2] :])
    assert titles(done) == [TITLE] * 2 and done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 1


def test_records_with_named_columns(tmp_path: Path) -> None:
    file = tmp_path / "data.jsonl"
    rows = [{"head": "Iran denies arms", "story": f"Iran denied arming group {k}.", "when": "2024-03-13"} for k in range(3)]
    file.write_text("\n".join(map(json.dumps, [*rows[:2], {"x": 1}, rows[2]])), encoding="utf-8")
    done = run("read", str(file), "-f", "json", "--columns", "text=story,title=head,published=when")
    assert len(done.stdout.splitlines()) == 3 and done.returncode == 1
    assert done.stderr.decode().startswith(f"reportedly: {file}:3: no text")
    assert json.loads(done.stdout.splitlines()[0])["report"]["published"] == "2024-03-13"


def test_an_address_names_the_command() -> None:
    done = run("read", "https://h.example/story", str(DATA / "blog.html"), "-f", "json")
    assert done.returncode == 1 and titles(done) == ["Notes from the border"]
    assert "reportedly fetch https://h.example/story -o DIR" in done.stderr.decode()


def test_good_input_ends_with_0() -> None:
    assert run("read", f"{DATA}/*.html", "-f", "csv").returncode == 0


def test_the_date_serves_reports_that_carry_none() -> None:
    done = run("read", str(DATA / "blog.html"), "-", "-f", "json", "--published", "2020-01-01", data=b"Ships wait outside the port.")
    assert [json.loads(x)["report"]["published"] for x in done.stdout.splitlines()] == ["2019-08-23", "2020-01-01"]


def test_a_page_can_be_explained() -> None:
    done = run("explain", str(DATA / "news-site.html"), "--claim", "c1")
    assert done.returncode == 0 and b"because of" in done.stdout


@pytest.mark.parametrize("columns", ["text", "foo=bar", "text=", "=x"])
def test_wrong_columns_are_wrong_usage(columns: str) -> None:
    done = run("read", str(DATA / "blog.html"), "--columns", columns)
    assert done.returncode == 2 and b"Traceback" not in done.stderr


def test_importing_the_readers_loads_no_parser_of_pages() -> None:
    code = "import sys, reportedly.ingest; print([m for m in ('trafilatura', 'lxml', 'httpx', 'feedparser', 'fastwarc', 'pyarrow', 'spacy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
