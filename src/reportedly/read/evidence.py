"""What a voice points to, and what kind of source it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lexicon import codebook
from ..model import Evidence
from .context import Context
from .mentions import People
from .syntax import phrase

if TYPE_CHECKING:
    from .attributions import Saying
    from .events import Coded

_SHOW = frozenset(["show", "release", "publish", "share", "display", "present", "declassify", "unveil", "post", "broadcast", "air", "circulate"])
_FIGURATIVE = frozenset(["tarnish", "damage", "improve", "polish", "hurt", "project", "burnish", "dent", "spoil"])


def evidence_for(ctx: Context, people: People, event: Coded, chain: list[Saying]) -> tuple[Evidence, ...]:
    """Evidence nouns in the sentence of the event or of its nearest saying, with who holds them and whether they were shown."""
    parse = ctx.parse
    sentences = {parse.tokens[event.head].sent} | ({parse.tokens[chain[0].cand.head].sent} if chain else set())
    out: list[Evidence] = []
    for number in sorted(sentences):
        first, past, _ = parse.sentences[number]
        for k in range(first, past):
            t = parse.tokens[k]
            kind = _kind(ctx, t.lemma.lower()) if t.pos in ("NOUN", "PROPN") else None
            if kind is None or k in event.match.tokens or t.dep == "compound" or parse.tokens[t.head].lemma in _FIGURATIVE:
                continue
            a, b = phrase(parse, k, clauses=False)
            head = parse.tokens[t.head]
            holder = None
            for m in parse.children(k, "poss", "compound", "amod", "nmod"):
                if m.i in people.hit_at:
                    holder = people.hit_at[m.i].actor.id
            out.append(Evidence(kind, ctx.span(a, b), holder, head.lemma in _SHOW))  # type: ignore[arg-type]
    return tuple(out)


def _kind(ctx: Context, lemma: str) -> str | None:
    for kind in ("imagery", "document", "intercept", "intelligence", "witness", "forensic", "data"):
        if lemma in ctx.lexicon.classes.get("evidence_" + kind, ()):
            return kind
    return None


def source_kind(ctx: Context, people: People, s: Saying, event: Coded) -> str | None:
    """named_official, unnamed_official, organisation, document, media, eyewitness, party or person."""
    c = s.cand
    if c.source_head is None:
        return None
    t = ctx.parse.tokens[c.source_head]
    d = people.get(c.source_head)
    if t.lemma.lower() in ctx.lexicon.classes.get("evidence_witness", ()):
        return "eyewitness"
    if t.lemma.lower() in ("document", "report", "study", "statement", "letter", "memo", "poll", "survey"):
        return "document"
    if d is None or d.actor is None:
        return None
    a = d.actor
    if "JRN" in a.sectors:
        return "media"
    if a.id in {x.id for x, _ in (*event.actors, *event.recipients)}:
        return "party"
    if a.kind == "state" or (a.kind == "organisation" and codebook.load().officials.intersection(a.sectors)):
        return "organisation"
    if a.kind == "person" or a.kind == "group":
        official = bool(codebook.load().officials.intersection(a.sectors))
        if official:
            return "unnamed_official" if a.id.startswith("role:") else "named_official"
        return "person"
    return "organisation"
