"""What a voice points to, and what kind of source it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lexicon import codebook
from ..model import Evidence
from ..model.claim import EvidenceKind
from ..parse import Token
from .context import Context
from .mentions import People
from .syntax import conjuncts, phrase, surface_subject

if TYPE_CHECKING:
    from .attributions import Saying
    from .coded import Coded

_SHOW = frozenset(
    "show release publish share display present declassify unveil post broadcast air circulate print reproduce leak see review obtain examine verify".split()
)
_FIGURATIVE = frozenset(["tarnish", "damage", "improve", "polish", "hurt", "project", "burnish", "dent", "spoil"])
_KINDS: tuple[EvidenceKind, ...] = ("imagery", "document", "intercept", "intelligence", "witness", "forensic", "data")
_TOLD = frozenset(["call", "communication", "conversation", "message", "cable", "signal", "exchange"])
_REPORTS = frozenset(["report", "assessment", "document", "file", "finding", "briefing", "estimate", "analysis", "dossier", "account"])
_SAW = frozenset(["see", "witness", "watch", "hear", "count", "film", "observe"])
_REPORTERS = frozenset(["reporter", "journalist", "correspondent", "photographer", "cameraman", "crew"])


def evidence_for(ctx: Context, people: People, event: Coded, chain: list[Saying]) -> tuple[Evidence, ...]:
    """Evidence in the sentence of the event or of its nearest saying, in span order: things shown or cited, then what the saying itself is."""
    parse = ctx.parse
    sentences = {parse.tokens[event.head].sent} | ({parse.tokens[chain[0].cand.head].sent} if chain else set())
    out: list[Evidence] = []
    for number in sorted(sentences):
        first, past, _ = parse.sentences[number]
        for k in range(first, past):
            found = _thing(ctx, people, event, parse.tokens[k], chain) or _own_eyes(ctx, people, parse.tokens[k])
            if found is not None:
                out.append(found)
    if chain:
        out += _of_saying(ctx, chain[0])
    return tuple(sorted(dict.fromkeys(out), key=lambda e: e.span))


def _thing(ctx: Context, people: People, event: Coded, t: Token, chain: list[Saying]) -> Evidence | None:
    """A noun of evidence that stands for itself: not the trigger, not a modifier, not an image in the figurative sense."""
    if t.pos not in ("NOUN", "PROPN") or t.i in event.match.tokens or t.dep == "compound":
        return None
    kind = _kind(ctx, t)
    if kind is None or ctx.parse.tokens[t.head].lemma in _FIGURATIVE or not _is_pointed_to(ctx, t, chain):
        return None
    first, last = phrase(ctx.parse, t.i, clauses=False)
    return Evidence(kind, ctx.span(first, last), _holder(ctx, people, t), _is_shown(ctx, t))


_PROVING = frozenset("show indicate suggest prove reveal confirm demonstrate depict capture document record establish point support back appear".split())
_CITING = frozenset("cite have hold find recover collect gather produce quote invoke study verify analyse analyze base accord circulate emerge surface".split())


def _is_pointed_to(ctx: Context, t: Token, chain: list[Saying]) -> bool:
    """Does the text use the thing as evidence? A signed contract or a killed villager is none."""
    parse = ctx.parse
    span = ctx.span(t.i, t.i)
    if any(x.touches(span) for s in chain for x in s.record.source):
        return True
    head = parse.tokens[t.head]
    if t.dep in ("nsubj", "nsubjpass"):
        return head.lemma in _PROVING or head.lemma in _SHOW or head.lemma in _CITING
    if t.dep == "dobj":
        return head.lemma in _SHOW or head.lemma in _CITING
    if t.dep == "pobj":
        return (head.lower == "to" and parse.tokens[head.head].lower in ("according", "point", "pointed")) or (
            head.lower in ("on", "from", "in", "of", "with") and parse.tokens[head.head].lemma in _PROVING | _CITING
        )
    return t.dep == "conj" and _is_pointed_to(ctx, head, chain)


def _kind(ctx: Context, t: Token) -> EvidenceKind | None:
    """The kind of a noun; what qualifies it may decide (`intelligence reports`, `intercepted calls`, `eyewitness accounts`, `flight data`)."""
    lemma = t.lemma.lower()
    inner = ctx.parse.children(t.i, "compound", "amod", "nmod")
    if lemma in _TOLD and any(c.lemma.lower() in ("intercept", "intercepted", "wiretapped", "bugged") for c in inner):
        return "intercept"
    if lemma in _REPORTS:
        for c in inner:
            found = next((k for k in ("intelligence", "witness", "forensic") if c.lemma.lower() in ctx.lexicon.classes.get("evidence_" + k, ())), None)
            if found is not None:
                return found  # type: ignore[return-value]
    for kind in _KINDS:
        words = ctx.lexicon.classes.get("evidence_" + kind, frozenset())
        if lemma in words or t.lower in words:
            return kind
    return "document" if lemma == "report" and ctx.parse.child(t.i, "prep") is not None else None


def _holder(ctx: Context, people: People, t: Token) -> str | None:
    """Who has it: its possessor, who made or obtained it, who shows it."""
    parse = ctx.parse
    for c in parse.children(t.i, "poss", "compound", "amod", "nmod"):
        if (actor := _actor(people, c)) is not None:
            return actor
    made = [n for p in parse.children(t.i, "prep") if p.lower in ("by", "from") for n in parse.children(p.i, "pobj")]
    for verb in parse.children(t.i, "acl", "relcl"):
        made += [n for p in parse.children(verb.i, "agent", "prep") if p.lower == "by" for n in parse.children(p.i, "pobj")]
    head = parse.tokens[t.head]
    if t.dep == "dobj" and head.lemma in _SHOW:
        made += [s for s in (surface_subject(parse, head.i),) if s is not None]
    return next((a for n in made for c in (n, *parse.children(n.i, "compound", "amod", "poss")) if (a := _actor(people, c)) is not None), None)


def _actor(people: People, t: Token) -> str | None:
    draft = people.get(t.i)
    if draft is not None and draft.actor is not None:
        return draft.actor.id
    return people.hit_at[t.i].actor.id if t.i in people.hit_at else None


def _is_shown(ctx: Context, t: Token) -> bool:
    """Was it laid before the public or the reporters, or only spoken of?"""
    head = ctx.parse.tokens[t.head]
    if t.dep in ("dobj", "nsubjpass") and head.lemma in _SHOW:
        return True
    return any(v.lemma in _SHOW and v.tag == "VBN" for v in ctx.parse.children(t.i, "acl", "relcl", "amod"))


def _own_eyes(ctx: Context, people: People, t: Token) -> Evidence | None:
    """`An agency reporter saw …`: the medium's own observation."""
    if t.lemma not in _SAW or t.pos != "VERB":
        return None
    subject = surface_subject(ctx.parse, t.i)
    if subject is None or not any(s.lemma.lower() in _REPORTERS for s in conjuncts(ctx.parse, subject)):
        return None
    first, last = phrase(ctx.parse, subject.i, clauses=False)
    return Evidence("observation", ctx.span(first, last), _actor(people, subject), False)


def _of_saying(ctx: Context, saying: Saying) -> list[Evidence]:
    """What the nearest saying is in itself: an admission, or the word of officials without a name."""
    record, out = saying.record, []
    if record.stance == "admits":
        out.append(Evidence("admission", record.cue[0], record.source_actor, False))
    head = saying.cand.source_head
    if head is not None and record.source and ctx.parse.tokens[head].lemma.lower() in _UNNAMED:
        out.append(Evidence("officials", record.source[0], record.source_actor, False))
    return out


_UNNAMED = frozenset("official officer diplomat source insider aide investigator inspector".split())
_OFFICES = frozenset("minister president premier chancellor king ambassador chairman chairwoman".split())
"""Offices that one person holds: who speaks is known though the name is not given."""
_DOCUMENTS = frozenset("document report study statement letter memo poll survey indictment verdict ruling complaint filing communique resolution".split())
_MEDIA = frozenset("newspaper daily magazine broadcaster television tv radio channel website outlet station media weekly agency press journal".split())


def source_kind(ctx: Context, people: People, s: Saying, event: Coded) -> str | None:
    """named_official, unnamed_official, organisation, document, media, eyewitness, party (to the matter) or person."""
    if s.cand.source_head is None:
        return None
    t = ctx.parse.tokens[s.cand.source_head]
    lemma = t.lemma.lower()
    if lemma in ctx.lexicon.classes.get("evidence_witness", ()):
        return "eyewitness"
    if lemma in _DOCUMENTS:
        return "document"
    d = people.get(t.i)
    if d is None or d.actor is None:
        return _kind_of_thing(ctx, t)
    a = d.actor
    if "JRN" in a.sectors or (lemma in _MEDIA and a.kind != "state" and lemma != "agency"):
        return "media"
    if a.kind in ("person", "group"):
        if not codebook.load().officials.intersection(a.sectors):
            return "party" if _takes_part(event, a.id, None) else "person"
        return "unnamed_official" if a.id.startswith("role:") and (lemma not in _OFFICES or t.tag == "NNS") else "named_official"
    return "party" if _takes_part(event, a.id, a.country) else "organisation"


def _kind_of_thing(ctx: Context, t: Token) -> str | None:
    """A source that is nobody: a piece of writing, a medium, or something of evidence."""
    if t.lemma.lower() in _MEDIA:
        return "media"
    kind = _kind(ctx, t)
    return "document" if kind in ("document", "data", "intelligence") else "eyewitness" if kind == "witness" else None


def _takes_part(event: Coded, actor: str, country: str | None) -> bool:
    """Is the source, or the country it belongs to, one side of what it tells?"""
    parties = [a for a, _ in (*event.actors, *event.recipients)]
    return any(a.id == actor or (country is not None and country == a.country and country not in _BLOCS) for a in parties)


_BLOCS = frozenset(["IGO", "NGO", "MNC", "IMG", "ISM"])
