"""Marked cases. Those that are known to fail are listed, so that a mend shows and a loss too."""

from __future__ import annotations

from cases import CASES, SLOTTED, case_right, lines, read_all
from marked import mark, parse

from reportedly.read.reader import Reader


def test_marked_cases(reader: Reader) -> None:
    known = set((CASES / "known_failures.list").read_text(encoding="utf-8").splitlines()) if (CASES / "known_failures.list").exists() else set()
    found = [(name, options, text, parse(text)) for name, options, text in lines() if name.partition(".")[0] not in SLOTTED]
    assert len(found) >= 150
    failed = {}
    for (_, options, text, m), reading in zip(found, read_all(reader, [m.text for *_, m in found]), strict=True):
        if not case_right(reading, options, m):
            got = [mark(m.text, {"source": list(s.source), "cue": list(s.cue), "content": list(s.content)}) for s in reading.attributions]
            failed[text] = f"want {options} {text}\n got {got or ''} {[reading.sentence(c) for c in reading.claims]}"
    new = [v for k, v in failed.items() if k not in known]
    assert not new, "\n".join(new)
    assert not (known - set(failed)), f"mended, take them off the list: {sorted(known - set(failed))}"
