"""For people who live in spaCy: `nlp.add_pipe("reportedly")` gives each doc one plain dict, `doc._.reading` (the JSON of `reportedly/reading/1`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from .ingest.plain import from_plain
from .lexicon import load
from .model.codec import to_dict
from .parse import build, units
from .parse.spacy import read_doc
from .read.context import Context
from .read.quotes import find_quotes
from .read.reader import read_parse
from .read.select import THRESHOLD


@Language.factory("reportedly", default_config={"published": None})
def create(nlp: Language, name: str, published: str | None) -> Callable[[Doc], Doc]:
    """The pipe: reads the doc's own parse; `published` is the date of docs whose `user_data["published"]` gives none."""
    if not Doc.has_extension("reading"):
        Doc.set_extension("reading", default=None)
    lexicon = load()
    meta = nlp.meta
    parser = f"spacy {meta.get('spacy_version', '')} {meta['lang']}_{meta['name']} {meta['version']}"

    def read(doc: Doc) -> Doc:
        report = from_plain(doc.text, published=doc.user_data.get("published", published))
        blocks = units(report)
        tokens: list[Any] = read_doc(doc)
        raws = []
        for _, block in blocks:
            inside = [k for k, t in enumerate(tokens) if block.span.start <= t.start < block.span.end]
            place = {k: n for n, k in enumerate(inside)}
            raws.append(
                [
                    tokens[k]._replace(
                        start=tokens[k].start - block.span.start, end=tokens[k].end - block.span.start, head=place.get(tokens[k].head, place[k])
                    )
                    for k in inside
                ]
            )
        ctx = Context(report, build(doc.text, blocks, raws), lexicon, find_quotes(doc.text, report.blocks))
        doc._.reading = to_dict(read_parse(ctx, THRESHOLD, parser))
        return doc

    return read
