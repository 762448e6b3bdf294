"""Many reports: the same bytes for any number of workers and after any kill; one bad input is one line."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import EXAMPLES

from reportedly.batch import plan, progress, run, shards, worker
from reportedly.errors import InputError
from reportedly.model.codec import loads
from reportedly.read.reader import Reader

SHORT = ("Peru denied on Monday that it had sent rifles to Chad.", "Ghana said it would buy six tanks from Poland.", "Iran accused Iraq of shelling a village.")


def records(path: Path, count: int) -> Path:
    lines = [json.dumps({"title": f"Talks, day {n}", "published": "2024-03-10", "text": f"{SHORT[n % 3]} The talks lasted {n} hours."}) for n in range(count)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def read(source: Path, out: Path, jobs: int = 1, size: int = 4) -> run.Summary:
    return run.run([str(source)], worker.Job(str(out), "json"), jobs, reports=size)


# -- the plan --------------------------------------------------------------------------------------------------------


def test_units_are_the_inputs_in_order_and_nothing_twice(tmp_path: Path) -> None:
    source = records(tmp_path / "a.jsonl", 23)
    found = list(plan.units([str(source), str(EXAMPLES)], 5))
    data = source.read_bytes()
    assert b"".join(data[u.start : u.end] for u in found if u.files == (str(source),)) == data
    assert [f for u in found for f in u.files if f.endswith(".md")] == sorted(str(p) for p in EXAMPLES.glob("*.md"))
    assert [u.number for u in found] == list(range(len(found))) and {u.line for u in found if u.end} == {1, 6, 11, 16, 21}


def test_a_folder_with_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file that can be read"):
        list(plan.units([str(tmp_path)]))


def test_the_digest_changes_with_input_and_settings(tmp_path: Path) -> None:
    source = records(tmp_path / "a.jsonl", 3)
    first = plan.survey([str(source)], {"format": "json"})
    assert first == plan.survey([str(source)], {"format": "json"})
    assert first.digest != plan.survey([str(source)], {"format": "parquet"}).digest
    records(source, 4)
    assert first.digest != plan.survey([str(source)], {"format": "json"}).digest


# -- a unit ----------------------------------------------------------------------------------------------------------


def test_bad_reports_are_lines_of_errors_and_lose_nothing_else(tmp_path: Path, reader: Reader) -> None:
    source = records(tmp_path / "a.jsonl", 3)
    with source.open("a", encoding="utf-8") as f:
        f.write('{"colour": "blue"}\nno json\n{"text": ""}\n' + json.dumps({"text": SHORT[0]}) + "\n")
    job = worker.Job(str(tmp_path / "out"), "json")
    done = worker.read_unit(next(plan.units([str(source)])), job, job.options(), reader)
    assert (done.readings, done.errors) == (4, 3)
    errors = [json.loads(line) for line in (tmp_path / "out/errors/part-000000.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [e["place"] for e in errors] == [f"{source}:{n}" for n in (4, 5, 6)]
    assert [e["code"] for e in errors] == ["input.unreadable", "input.unreadable", "input.empty"]


def test_a_report_that_brings_the_reader_down_is_found(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    source = records(tmp_path / "a.jsonl", 5)
    whole = Reader.pipe

    def pipe(self, reports):  # type: ignore[no-untyped-def]
        for r in reports:
            if "lasted 3 hours" in r.text:
                raise RuntimeError("cannot")
            yield from whole(self, [r])

    monkeypatch.setattr(Reader, "pipe", pipe)
    job = worker.Job(str(tmp_path / "out"), "json")
    done = worker.read_unit(next(plan.units([str(source)])), job, job.options(), reader)
    assert (done.readings, done.errors) == (4, 1)
    assert '"internal"' in (tmp_path / "out/errors/part-000000.jsonl").read_text(encoding="utf-8")


def test_parquet_holds_the_same_readings(tmp_path: Path, reader: Reader) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    unit = next(plan.units([str(records(tmp_path / "a.jsonl", 3))]))
    for name, form in (("p", "parquet"), ("j", "json")):
        job = worker.Job(str(tmp_path / name), form)
        worker.read_unit(unit, job, job.options(), reader)
    table = pq.read_table(tmp_path / "p/readings/part-000000.parquet")
    assert table.column_names == list(shards.COLUMNS)
    lines = (tmp_path / "j/readings/part-000000.jsonl").read_text(encoding="utf-8").splitlines()
    assert table["reading"].to_pylist() == lines and all(loads(line) for line in lines)


# -- a run -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A source of 40 reports and one bad line, and what a run over it gives that nothing has disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    source = records(folder / "a.jsonl", 40)
    source.write_text(source.read_text(encoding="utf-8").replace('day 17"', "day 17", 1), encoding="utf-8")
    summary = read(source, folder / "out")
    assert (summary.readings, summary.errors, summary.shards) == (39, 1, 10)
    return source, tree(folder / "out")


def test_two_workers_give_the_same_bytes(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    read(whole[0], tmp_path / "two", jobs=2)
    assert tree(tmp_path / "two") == whole[1]


def test_a_second_run_over_a_finished_folder_changes_nothing(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    read(whole[0], tmp_path / "out")
    seen: list[tuple[int, ...]] = []
    run.run([str(whole[0])], worker.Job(str(tmp_path / "out"), "json"), 1, lambda *a: seen.append(a), reports=4)
    assert tree(tmp_path / "out") == whole[1] and seen[-1] == (0, *[whole[0].stat().st_size] * 3)


KILL = """
import sys
from reportedly.batch import run, worker
if __name__ == "__main__":
    run.run([sys.argv[1]], worker.Job(sys.argv[2], "json"), 2, lambda *a: print(*a, flush=True), reports=4)
"""


@pytest.mark.parametrize("shards_before", [0, 1, 4, 7])
def test_killed_at_any_point_a_second_run_gives_the_same_bytes(whole: tuple[Path, dict[str, bytes]], tmp_path: Path, shards_before: int) -> None:
    source, want = whole
    script, out = tmp_path / "kill.py", tmp_path / "out"
    script.write_text(KILL, encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script), str(source), str(out)], stdout=subprocess.PIPE, start_new_session=True)
    try:
        wait_for(lambda: len(list((out / "readings").glob("part-*"))) >= shards_before and out.exists())
        time.sleep(random.Random(shards_before).random() * 0.2)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert len(list((out / "readings").glob("part-*"))) < 10 or shards_before == 7
    read(source, out, jobs=2)
    assert tree(out) == want


def test_workers_end_with_a_killed_parent(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    script, out = tmp_path / "kill.py", tmp_path / "out"
    script.write_text(KILL, encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script), str(whole[0]), str(out)], stdout=subprocess.DEVNULL, start_new_session=True)
    wait_for(lambda: any((out / "readings").glob("part-*")))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    wait_for(lambda: not alive(process.pid))


def alive(group: int) -> bool:
    """Is any process of the group left?"""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(ready) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + 120
    while not ready():
        assert time.monotonic() < end, "waited two minutes"
        time.sleep(0.02)


def test_half_written_and_unnoted_shards(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Killed after a shard and before the manifest that names it, and in the middle of a shard."""
    source, want = whole
    out = tmp_path / "out"
    read(source, out)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    manifest["shards"] = manifest["shards"][:3]
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (out / "readings/part-000006.jsonl").rename(out / "readings/.part-000006.jsonl.999")
    (out / "errors.jsonl").unlink()
    read(source, out)
    assert tree(out) == want


def test_another_runs_folder_is_refused(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    read(records(tmp_path / "b.jsonl", 2), tmp_path / "out")
    with pytest.raises(run.BatchError, match="other inputs"):
        read(whole[0], tmp_path / "out")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("no")
    with pytest.raises(run.BatchError, match="not empty"):
        read(whole[0], tmp_path / "mine")


# -- the command -----------------------------------------------------------------------------------------------------


def command(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "reportedly", *args], capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_reads_into_a_folder(tmp_path: Path) -> None:
    done = command("read", "--jobs", "1", "-o", str(tmp_path / "out"), str(EXAMPLES), str(tmp_path / "none.md"))
    assert done.returncode == 1 and "36 readings in 1 shards, 1 errors" in done.stderr and "37 reports" in done.stderr and "100 % done" in done.stderr
    plain = command("read", "-f", "json", *map(str, sorted(EXAMPLES.glob("*.md"))))
    assert (tmp_path / "out/readings/part-000000.jsonl").read_text(encoding="utf-8") == plain.stdout
    assert "no such file" in (tmp_path / "out/errors.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("args", [["read", "--jobs", "2", "x.md"], ["read", "--jobs", "2", "-o", "out", "-"], ["read", "--jobs", "0", "-o", "out", "x.md"], ["read", "-j", "2", "-o", "out", "-f", "html", "x.md"], ["read", "-f", "gdelt", "x.md"], ["read", "-j", "2", "-o", "out", "-f", "gdelt", "x.md"]])  # fmt: skip
def test_wrong_usage(args: list[str]) -> None:
    done = command(*args)
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_progress_tells_rate_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert progress.told(1200, 2000, 1000, 200, 100.0) == "1,200 reports, 12.0/s; 50 % done, 0:02:05 left"
    ticks = iter([0.0, 5.0, 9.0, 16.0, 17.0])
    line = progress.Lines(lambda: next(ticks))
    for done in (10, 20, 30, 40):
        line(done, 40, done, 0)
    assert len(capsys.readouterr().err.splitlines()) == 3
