"""One self-contained page: the articles with source, cue, content and event marked, claims beside them, hover links both ways. Nothing in an article becomes markup."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from ..model import Claim, Reading, Span
from .pretty import details

_LAYERS = ("content", "source", "cue", "event", "actor")


def page(readings: Sequence[Reading]) -> str:
    """A whole HTML document over any number of readings."""
    assets = files("reportedly.export") / "assets"
    style, script = ((assets / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    toc = "".join(
        f'<li><a href="#r{n}">{escape(r.report.title or "(no headline)")}</a> <small>{escape(_line(r))}</small></li>' for n, r in enumerate(readings)
    )
    body = "".join(article(r, n) for n, r in enumerate(readings))
    nav = f"<nav><ol>{toc}</ol></nav>" if len(readings) > 1 else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
        f"<title>reportedly: {len(readings)} reports</title><style>{style}</style></head><body>"
        '<header><h1>reportedly</h1><p class="key"><mark class="source">source</mark> <mark class="cue">cue</mark> <mark class="content">content</mark> '
        f'<mark class="event">event</mark> <mark class="actor">actor</mark></p></header>{nav}<main>{body}</main><script>{script}</script></body></html>\n'
    )


def fragment(reading: Reading) -> str:
    """One reading for a notebook cell, with its style."""
    style = (files("reportedly.export") / "assets" / "page.css").read_text(encoding="utf-8")
    return f'<div class="reportedly"><style>{style}</style>{article(reading, 0)}</div>'


def article(reading: Reading, number: int) -> str:
    """The marked text and the list of its claims."""
    claims = "".join(_claim(reading, c, number) for c in reading.claims)
    notes = "".join(f'<p class="note">{escape(n.message)}</p>' for n in reading.notes)
    return (
        f'<section class="report" id="r{number}"><article>{marked_text(reading, f"{number}-")}</article><aside aria-label="claims"><p class="meta">{escape(_line(reading))}</p>{notes}'
        f"<ol>{claims}</ol></aside></section>"
    )


def marked_text(reading: Reading, prefix: str) -> str:
    """The blocks of a report, everything escaped, with its layers marked; `prefix` stands before the ids of claims in `data-claims`."""
    report = reading.report
    blocks = [(b.kind, b.span) for b in report.blocks] or ([("paragraph", Span(0, len(report.text)))] if report.text else [])
    return "".join(_block(reading, kind, span, prefix) for kind, span in blocks)


def _line(reading: Reading) -> str:
    r = reading.report
    return " · ".join(x for x in (r.agency, r.outlet, r.published, f"{len(reading.claims)} claims") if x)


def _claim(reading: Reading, c: Claim, number: int) -> str:
    event = reading.event(c.event)
    voice = "the report" if c.voices[0].actor == "author" else reading.name(c.voices[0].actor)
    what = (event.frame.name if event.frame else event.type).replace("_", " ")
    who = " &amp; ".join(escape(reading.name(a)) for a in event.actor) or "?"
    whom = " &amp; ".join(escape(reading.name(a)) for a in event.recipient)
    items = escape(", ".join(map(str, event.frame.items))) if event.frame else ""
    negative = "not " if event.polarity == "negative" else ""
    return (
        f'<li class="claim {escape(c.stance)}" tabindex="0" data-claim="{number}-{escape(c.id)}"><b class="voice">{escape(voice)}</b> <b class="stance">{escape(c.stance)}</b> '
        f'{negative}<b class="what">{escape(what)}</b> {who}{" → " + whom if whom else ""}{f" ({items})" if items else ""}<br><small>{escape(details(reading, c))}</small>'
        f"<details><summary>why</summary><code>{escape(', '.join(c.why))}</code></details></li>"
    )


def _block(reading: Reading, kind: str, span: Span, prefix: str) -> str:
    tag = "h2" if kind == "title" else "p"
    return f'<{tag} class="{escape(kind)}">{_marked(reading, span, prefix)}</{tag}>'


def _marked(reading: Reading, block: Span, prefix: str) -> str:
    """The block's text cut at every border of a layer, each piece in one span with the classes that hold there."""
    layers = _layers(reading, block)
    cuts = sorted({block.start, block.end, *(x for _, s, _ in layers for x in (max(s.start, block.start), min(s.end, block.end)))})
    out = []
    for a, b in itertools.pairwise(cuts):
        here = [(name, ids) for name, s, ids in layers if s.start <= a and b <= s.end]
        text = escape(reading.report.text[a:b])
        if not here:
            out.append(text)
            continue
        classes = " ".join(n for n in _LAYERS if any(n == name for name, _ in here))
        claims = " ".join(dict.fromkeys(f"{prefix}{i}" for _, ids in here for i in ids))
        out.append(f'<mark class="{classes}" data-claims="{escape(claims)}">{text}</mark>')
    return "".join(out)


def _layers(reading: Reading, block: Span) -> list[tuple[str, Span, list[str]]]:
    by_saying: dict[str, list[str]] = {}
    out: list[tuple[str, Span, list[str]]] = []
    for c in reading.claims:
        e = reading.event(c.event)
        out += [("event", e.anchor, [c.id])] + [("actor", s, [c.id]) for s in (*e.actor_spans, *e.recipient_spans)]
        for v in c.voices:
            if v.attribution:
                by_saying.setdefault(v.attribution, []).append(c.id)
    for s in reading.attributions:
        ids = by_saying.get(s.id, [])
        out += [("source", x, ids) for x in s.source] + [("cue", x, ids) for x in s.cue] + [("content", x, ids) for x in s.content]
    return [x for x in out if x[1].touches(block)]
