"""Every public scorer on every development set, as one table: `make bench GOLD=folder`.

Needs the folder of corpora and, beside it, the folder of scorers (`../eval`); both are third parties' and not part of the project.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent / "reportedly"


def predict(task: str, source: Path, *options: str) -> Path:
    out = Path("out") / f"{source.stem}{'-'.join(('', *options)).replace('--', '')}.pred.jsonl"
    out.parent.mkdir(exist_ok=True)
    with out.open("w", encoding="utf-8") as f:
        subprocess.run([str(BIN), "bench", "predict", task, str(source), *options], stdout=f, check=True)
    return out


def score(*command: str | Path) -> None:
    print("$", *(Path(str(c)).name if "/" in str(c) else c for c in command), flush=True)
    subprocess.run([sys.executable, *map(str, command)], check=False)


def claims(scorers: Path, folder: Path) -> None:
    """The hand-made gold readings of a folder, one by one and together."""
    total = {"event": [0, 0, 0], "claim": [0, 0, 0]}
    for gold in sorted(folder.glob("*.gold.json")):
        reading = Path("out") / "reading.json"
        with reading.open("w", encoding="utf-8") as f:
            subprocess.run([str(BIN), "read", str(gold).replace(".gold.json", ".md"), "--format", "json"], stdout=f, check=True)
        done = subprocess.run([sys.executable, str(scorers / "score_claims.py"), str(gold), str(reading)], capture_output=True, text=True, check=True)
        result = json.loads(done.stdout)
        print(gold.name, {k: result[k]["f1"] for k in total}, result["slots"])
        for level, t in total.items():
            for k, key in enumerate(("tp", "fp", "gold")):
                t[k] += result[level][key]
    for level, (tp, fp, n) in total.items():
        print(f"  {level}: P {tp / max(1, tp + fp):.3f} R {tp / n:.3f} F1 {2 * tp / max(1, tp + fp + n):.3f}")


def main(gold: Path) -> None:
    if not gold.is_dir():
        sys.exit(f"{gold}: no corpora there; name their folder: make bench GOLD=folder")
    scorers = gold.parent / "eval"
    claims(scorers, gold.parent / "seed")
    claims(scorers, gold / "contested-dev")
    source = gold / "attribution-dev.jsonl"
    score(scorers / "score_attribution.py", source, predict("attribution", source), "--outermost")
    source = gold / "events-gsr-dev.jsonl"
    score(scorers / "score_events.py", source, predict("events", source))
    source = gold / "events-plv-train.jsonl"
    score(scorers / "plv.py", "score", source, predict("plv", source))
    score(scorers / "plv.py", "score", source, predict("plv", source, "--marked"))
    source = gold / "timex-dev.jsonl"
    score(scorers / "score_timex.py", source, predict("timex", source))
    for name in ("factuality-dev", "factuality-CB-dev", "factuality-RP-dev"):
        source = gold / f"{name}.jsonl"
        score(scorers / "score_factuality.py", source, predict("factuality", source))
    source = gold / "ecb-dev.jsonl"
    score(scorers / "score_clusters.py", source, predict("clusters", source))


main(Path(sys.argv[1]))
