"""The one file that imports spaCy: any English pipeline with tagger, parser and lemmatizer becomes a `Parser`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import ModelError
from .tree import RawToken

BUNDLED = Path(__file__).parent / "model"
"""The English pipeline shipped inside the package (its `meta.json` names origin, version and licence)."""

_RANKS = tuple("Maj. Brig. Lt. Capt. Sgt. Cpl. Cmdr. Cdr. Pvt. Cmdt. Insp. Supt. Amb.".split())
"""Ranks that the pipeline would cut before the stop, and often end the sentence there."""
UNREAD = ("ner", "senter", "entity_linker", "textcat", "transformer_ner")


class SpacyParser:
    """`Parser` over a spaCy pipeline; recognisers that nobody reads are not loaded."""

    def __init__(self, model: str | None = None) -> None:
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
            os.environ.setdefault(name, "1")  # more threads than one waste CPU on matrices this small
        import spacy
        import spacy.about

        path = str(BUNDLED) if model is None else model
        try:
            self._nlp: Any = spacy.load(path, exclude=list(UNREAD))
        except OSError as e:
            raise ModelError(
                f"model {path!r}: no such spaCy pipeline. Allowed: an installed package such as 'en_core_web_md' or a folder. "
                "Leave --model out to use the bundled one."
            ) from e
        if self._nlp.lang != "en" or "parser" not in self._nlp.pipe_names:
            raise ModelError(
                f"model {path!r}: language {self._nlp.lang!r}, pipes {self._nlp.pipe_names}. Needed: an English pipeline with a dependency parser."
            )
        tokenizer: Any = self._nlp.tokenizer
        for rank in _RANKS:
            tokenizer.add_special_case(rank, [{"ORTH": rank}])
        meta = self._nlp.meta
        self.name = f"spacy {spacy.about.__version__} {meta['lang']}_{meta['name']} {meta['version']}"
        self._nlp.max_length = 10**9

    def kinship(self, words: Sequence[str]) -> list[list[float]]:
        """How near each word's vector is to each other's (cosine, two decimals); 0 where the pipeline has none for a word."""
        import numpy

        table = numpy.array([self._nlp.vocab.get_vector(w) for w in words], dtype="float64").reshape(len(words), -1)
        lengths = numpy.sqrt((table * table).sum(axis=1, keepdims=True))
        table = table / numpy.where(lengths, lengths, 1.0)
        cosines: list[list[float]] = numpy.round(table @ table.T, 2).tolist()
        return cosines

    def pipe(self, texts: Sequence[str]) -> Iterator[list[RawToken]]:
        for doc in self._nlp.pipe(texts, batch_size=32):
            yield read_doc(doc)


def read_doc(doc: Any) -> list[RawToken]:
    """The tokens of a parsed spaCy `Doc`, white space tokens left out."""
    from spacy import attrs

    strings = doc.vocab.strings
    rows = doc.to_array([attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.HEAD, attrs.SENT_START]).astype("int64").tolist()
    keep = [t.i for t in doc if not t.is_space]
    place = {i: n for n, i in enumerate(keep)}
    out: list[RawToken] = []
    starts_sentence = False
    for t, row in zip(doc, rows, strict=True):
        starts_sentence = starts_sentence or row[5] == 1
        if t.i not in place:
            continue
        head = t.i + row[4]
        while head not in place:  # a head that is white space: climb on, or become a root
            up = head + rows[head][4]
            if up == head:
                head = t.i
                break
            head = up
        lemma, pos, tag, dep = (_string(strings, row[j] % 2**64) for j in range(4))
        out.append(RawToken(t.idx, t.idx + len(t.text), t.text, lemma, pos, tag, dep, place[head], starts_sentence or not out))
        starts_sentence = False
    return out


_CACHE: dict[int, str] = {}


def _string(strings: Any, key: int) -> str:
    found = _CACHE.get(key)
    if found is None:
        found = strings[key]
        if len(_CACHE) < 200_000:
            _CACHE[key] = found
    return found


@lru_cache(maxsize=4)
def load(model: str | None = None) -> SpacyParser:
    """The parser of this process for a model's name (loading takes about a second)."""
    return SpacyParser(model)
