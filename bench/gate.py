"""The quality gate: marked cases, rows of the lexicon and rows of hand-made registers that come out right, against floors that only rise.

python bench/gate.py            fails where a share falls below its floor
python bench/gate.py --raise    writes the shares reached as new floors (never lower ones)
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
FLOORS = ROOT / "bench" / "floors.json"

from cases import score_cases, score_rows  # noqa: E402
from registers import score as score_registers  # noqa: E402

from reportedly.read.reader import Reader  # noqa: E402


def main() -> int:
    reader = Reader.make()
    shares: dict[str, float] = {}
    for name, (right, total) in {**score_cases(reader), **score_rows(reader), **score_registers(reader)}.items():
        shares[name] = round(right / total, 4)
        print(f"{name:28} {right:7.1f} of {total:5}  {shares[name]:.4f}")
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in sorted((ROOT / "tests" / "cases").glob("*.txt")))).hexdigest()
    floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {"shares": {}}
    low = [f"{n}: {shares.get(n, 0.0)} is below its floor {v}" for n, v in floors["shares"].items() if shares.get(n, 0.0) < v]
    for line in low:
        print(line, file=sys.stderr)
    if "--raise" in sys.argv[1:]:
        best = {n: max(v, floors["shares"].get(n, 0.0)) for n, v in shares.items()}
        FLOORS.write_text(json.dumps({"cases_sha256": digest, "shares": best}, indent=1) + "\n")
    elif floors.get("cases_sha256") != digest:
        print("the marked cases changed since the floors were set: run bench/gate.py --raise and commit both", file=sys.stderr)
        return 1
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
