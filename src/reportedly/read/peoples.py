"""Peoples: when `the Liberians` are the state and when `168 Liberians` are people of it; `Iraqi Kurds`, `ethnic Albanians in Serbia`."""

from __future__ import annotations

from ..model import Actor
from ..parse import Token
from .context import Context
from .names import Hit, slug

_SOME = frozenset("some several many few most dozens scores hundreds thousands tens millions group crowd number two three both other".split())
_WHERE = frozenset(["in", "from", "of", "inside", "living", "across", "throughout"])


def people_actor(ctx: Context, hit_at: dict[int, Hit], t: Token, hit: Hit) -> Actor | None:
    """The actor of a people's name where it is not simply the state's; None where it is."""
    if hit.kind != "people" or hit.actor.kind not in ("state", "group"):
        return None
    name = ctx.words(hit.first, hit.last)
    before = ctx.parse.tokens[hit.first - 1] if hit.first else None
    if before is not None and before.lower == "ethnic":
        return _group(f"ethnic {name}", _place(ctx, hit_at, t), ("CVL",), "ethnic-")
    country = hit.actor.country
    if country is None:
        owner = _demonym(ctx, hit_at, hit) or _place(ctx, hit_at, t)
        return _group(name, owner, hit.actor.sectors or ("CVL",), "") if owner is not None else None
    if t.tag not in ("NNS", "NNPS") and not (t.tag == "NNP" and t.text.endswith("s")):
        return None
    return _group(name, country, ("CVL",), "") if _counted(ctx, t, before) or _part_of_a_people(hit) else None


def _part_of_a_people(hit: Hit) -> bool:
    """`Bosnian Serbs`, `Turkish Cypriots`: two words, the second a people of its own; not `South Koreans`."""
    return hit.last > hit.first and hit.row.startswith("met.") and hit.row.rsplit("-", 1)[-1] in _KIN


_KIN = frozenset("serbs croats muslims albanians cypriots kurds arabs tamils russians turks tutsis hutus".split())


def _group(name: str, country: str | None, sectors: tuple[str, ...], prefix: str) -> Actor:
    return Actor(f"role:{country or 'x'}:{prefix}{slug(name.removeprefix('ethnic '))}", name, "group", country, sectors)


def _demonym(ctx: Context, hit_at: dict[int, Hit], hit: Hit) -> str | None:
    """`Iraqi Kurds`: the country of the demonym right before."""
    other = hit_at.get(hit.first - 1)
    return other.actor.country if other is not None and other.actor.kind == "state" else None


def _place(ctx: Context, hit_at: dict[int, Hit], t: Token) -> str | None:
    """`ethnic Albanians in south Serbia`"""
    for p in ctx.parse.children(t.i, "prep"):
        if p.lower in _WHERE:
            for k in ctx.parse.subtree(p.i):
                hit = hit_at.get(k)
                if hit is not None and hit.actor.country:
                    return hit.actor.country
    return None


def _counted(ctx: Context, t: Token, before: Token | None) -> bool:
    """People are counted or stand bare as an object; the state has the article, or stands bare as a subject."""
    if ctx.parse.child(t.i, "nummod", "quantmod") is not None or (before is not None and before.lower in _SOME):
        return True
    over = ctx.parse.tokens[t.head]
    if t.dep == "pobj" and over.lower == "of" and ctx.parse.tokens[over.head].lower in _SOME:
        return True
    bare = before is None or before.pos not in ("DET",)
    return bare and t.dep in ("dobj", "nsubjpass") and ctx.parse.child(t.i, "det", "poss") is None
