"""The codebook, the tables against it, contexts, and actor codes."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import pytest
from typer.testing import CliRunner

import reportedly.cli.codebook  # noqa: F401  (registers the command)
from reportedly.cli import app
from reportedly.ingest import from_text
from reportedly.lexicon import ContextCue, actor_codes, codebook, collect
from reportedly.lexicon.tables import Troubles
from reportedly.model import Actor
from reportedly.parse import build, units
from reportedly.read import contexts, plover
from reportedly.read.context import Context
from reportedly.read.reader import Reader

ROOT = Path(__file__).parent.parent
BOOK = codebook.load()
SIXTEEN = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()


def test_sixteen_types_and_our_extension() -> None:
    assert list(BOOK.types) == [*SIXTEEN, "DENY"]
    assert len(BOOK.contexts) == 37
    assert {t.quad_code for t in BOOK.types.values()} == set("1234")


def test_cooperation_scores_above_conflict_and_quads_agree() -> None:
    for t in BOOK.types.values():
        assert (t.score > 0) == (t.quad_code in "12"), t.code
        assert t.quad == {"1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict"}[t.quad_code]


def test_every_type_and_mode_goes_to_cameo_and_its_type_comes_back() -> None:
    for t in BOOK.types:
        for mode in (None, *BOOK.modes_of(t)):
            code = BOOK.to_cameo(t, mode)
            assert code in BOOK.cameo, (t, mode)
            assert BOOK.to_plover(code)[0] == t, (t, mode, code)


def test_every_cameo_code_goes_to_plover() -> None:
    for code, row in BOOK.cameo.items():
        type_, mode = BOOK.to_plover(code)
        assert type_ in BOOK.types or type_ == codebook.NO_EVENT, code
        assert mode is None or (type_, mode) in BOOK.modes, code
        assert set(row.contexts) <= set(BOOK.contexts), code


def test_every_cameo_code_has_its_root_and_branch() -> None:
    assert {c for c in BOOK.cameo if len(c) == 2} == {f"{n:02}" for n in range(1, 21)}
    for code in BOOK.cameo:
        assert len(code) == 2 or code[:-1] in BOOK.cameo, code


def test_a_deeper_code_is_read_as_the_one_above_it() -> None:
    assert BOOK.to_plover("1739") == ("COERCE", "arrest")


@pytest.mark.parametrize(
    ("cameo", "want"),
    [
        ("163", ("SANCTION", "discontinue")), ("072", ("AID", None)), ("061", ("COOPERATE", None)), ("033", ("AGREE", None)), ("055", ("CONCEDE", None)),
        ("0831", ("RETREAT", "resign")), ("192", ("ASSAULT", None)), ("201", ("COERCE", "deport")), ("116", ("SANCTION", "convict")), ("016", ("DENY", None)),
    ],
)  # fmt: skip
def test_choices_are_in_the_crosswalk(cameo: str, want: tuple[str, str | None]) -> None:
    assert BOOK.to_plover(cameo) == want


def test_modes_are_known_by_their_type_only() -> None:
    assert "cyber" in BOOK.modes_of("COERCE") and "cyber" not in BOOK.modes_of("ASSAULT")
    assert BOOK.modes_of("AID") == ()


def test_tables_hold_only_known_codes() -> None:
    rows, _, troubles = collect()
    assert troubles == []
    for t in rows["triggers"]:
        if t.type != codebook.NO_EVENT:
            assert t.cameo in BOOK.cameo and t.type in (BOOK.cameo[t.cameo].type, *BOOK.cameo[t.cameo].also), t.id
            assert t.mode is None or (t.type, t.mode) in BOOK.modes, t.id


def test_check_names_file_line_and_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "triggers.csv").write_text(
        "id,predicate,pos,when,type,mode,cameo,frame,slots,example,near_miss\n"
        "my.a,frisk,verb,,COERSE,,173,,actor:subj,,\n"
        "my.b,frisk,verb,,COERCE,arest,173,,actor:subj,,\n"
        "my.c,frisk,verb,,COERCE,arrest,1799,,actor:subj,,\n"
        "my.d,frisk,verb,,AID,,173,,actor:subj,,\n"
        "my.e,frisk,verb,,AID,arrest,070,,actor:subj,,\n",
        encoding="utf-8",
    )
    _, _, troubles = collect((tmp_path,))
    assert [t.split(".csv:")[1].split(":")[0] for t in troubles] == ["2", "2", "3", "4", "5", "6"]
    assert "Did you mean 'COERCE'" in troubles[0]
    assert "stands for COERCE or SANCTION, not for COERSE" in troubles[1]
    assert "Did you mean 'arrest'" in troubles[2]
    assert "cameo '1799'" in troubles[3]
    assert "not for AID. The default of AID is '070'" in troubles[4]
    assert "AID has no modes" in troubles[5]


def test_a_row_without_cameo_gets_the_default(tmp_path: Path) -> None:
    header = "id,predicate,pos,when,type,mode,cameo,frame,slots,example,near_miss\n"
    (tmp_path / "triggers.csv").write_text(header + "my.a,frisk,verb,,COERCE,arrest,,,actor:subj,,\n", encoding="utf-8")
    rows, _, troubles = collect((tmp_path,))
    assert troubles == [] and next(t for t in rows["triggers"] if t.id == "my.a").cameo == "173"


def test_a_users_folder_adds_context_cues_but_no_codes(tmp_path: Path) -> None:
    (tmp_path / "contexts.csv").write_text("id,phrase,pos,when,context,example,near_miss\nmy.ctx,sea otter,,,enviroment,a,b\n", encoding="utf-8")
    (tmp_path / "types.csv").write_text("nonsense\n", encoding="utf-8")
    _, _, troubles = collect((tmp_path,))
    assert len(troubles) == 1 and "Did you mean 'environment'" in troubles[0]


def test_broken_codebook_rows_are_named() -> None:
    t = Troubles("x.csv", 3)
    codebook.cameo_row({"type": "ASSALT", "mode": "", "contexts": "millitary", "also": "AGREEE"}, t)
    assert len(t.found) == 3 and all(f.startswith("x.csv:3: ") for f in t.found)


def _cues(reader: Reader, texts: list[str]) -> list[set[str]]:
    reports = [from_text(t, published="2024-03-10") for t in texts]
    blocks = [units(r) for r in reports]
    raws = iter(reader.parser.pipe([r.text[b.span.start : b.span.end] for r, found in zip(reports, blocks, strict=True) for _, b in found]))
    out = []
    for r, found in zip(reports, blocks, strict=True):
        ctx = Context(r, build(r.text, found, [next(raws) for _ in found]), reader.lexicon, ())
        out.append({cue.id for s in range(len(ctx.parse.sentences)) for _, cue in contexts.scan(ctx, s)})
    return out


def test_context_cues_fire_on_their_examples_and_not_on_their_near_misses(reader: Reader) -> None:
    cues: list[ContextCue] = reader.lexicon.rows["contexts"]
    assert len(cues) >= 350 and {c.context for c in cues} == set(BOOK.contexts)
    hits = _cues(reader, [c.example for c in cues])
    misses = _cues(reader, [c.near_miss for c in cues])
    assert [c.id for c, found in zip(cues, hits, strict=True) if c.id not in found] == []
    assert [c.id for c, found in zip(cues, misses, strict=True) if c.id in found] == []


@pytest.mark.parametrize(
    ("text", "event", "want", "without"),
    [
        ("Chad sent rifles to Niger.", "AID", {"military"}, {"economic"}),
        ("Spain granted asylum to a Cuban poet.", "AID", {"asylum"}, {"military"}),
        ("A Turkish court jailed an editor and Syrian rebels shelled an Iraqi port.", "ASSAULT", {"military"}, {"legal"}),
        ("Kenya condemned the vote count in Uganda and France expelled a Russian spy.", "ACCUSE", {"election"}, {"intelligence"}),
        ("Peru rejected a proposal of Chile.", "REJECT", {"diplomatic"}, {"military"}),
        ("The president of Chile praised Peru.", "SUPPORT", set(), {"executive"}),
        ("Lawmakers accused the minister of theft.", "ACCUSE", {"legislative", "crime"}, {"military"}),
    ],
)
def test_contexts_of_an_event(reader: Reader, text: str, event: str, want: set[str], without: set[str]) -> None:
    found = next(e for e in reader.read(text, published="2024-03-10").events if e.type == event)
    assert want <= set(found.contexts) and not without & set(found.contexts), found.contexts
    assert list(found.contexts) == sorted(found.contexts)


def test_actor_codes_round_trip_over_all_tables(reader: Reader) -> None:
    rows = reader.lexicon.rows
    actors = [Actor(r.id, r.name, "organisation", r.country, r.sectors) for name in ("states", "metonyms", "organisations") for r in rows[name]]
    actors += [Actor(r.id, r.person, "person", r.country, r.sectors) for r in rows["terms"]]
    actors += [Actor("role:" + r.id, r.id, "group", country, r.sectors) for r in rows["roles"] for country in (None, "SYR", "XKX")]
    assert len(actors) > 8000
    for a in actors:
        code = actor_codes.cameo(a)
        back = actor_codes.parse_cameo(code)
        assert back.unknown == (), (code, a)
        if a.country:
            assert back.country == ("IMG" if a.country == "ISM" else a.country), (code, a)
        again = Actor(back.actor or a.id, "", "organisation", back.country, back.sectors)
        assert actor_codes.cameo(again) == code, (code, a, back)
        country, sectors = actor_codes.plover(a)
        read = actor_codes.parse_plover(country, sectors)
        assert actor_codes.plover(Actor("x", "", "organisation", read.country, read.sectors)) == (country, sectors), a


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (Actor("state:PRK", "North Korea", "state", "PRK", ("GOV",)), "PRKGOV"),
        (Actor("state:ROU", "Romania", "state", "ROU", ("GOV",)), "ROMGOV"),
        (Actor("role:XKX:journalist", "journalist", "person", "XKX", ("JRN",)), "KSVMED"),
        (Actor("role:SYR:rebel", "rebels", "group", "SYR", ("REB",)), "SYRREB"),
        (Actor("igo:unhcr", "UNHCR", "organisation", "IGO"), "IGOUNOHCR"),
        (Actor("igo:unsc", "UN Security Council", "organisation", "IGO"), "IGOUNO"),
        (Actor("igo:amnesty", "Amnesty International", "organisation", "NGO", ("CVL",)), "NGOAMNCVL"),
        (Actor("igo:alqaeda", "al-Qaeda", "armed_group", "IMG", ("REB",)), "IMGALQREB"),
        (Actor("org:a-firm", "a firm", "organisation", "MNC", ("BUS",)), "MNCBUS"),
        (Actor("name:x", "Mr X", "person"), "---"),
    ],
)
def test_cameo_actor_codes(actor: Actor, code: str) -> None:
    assert actor_codes.cameo(actor) == code


def test_reading_actor_codes(reader: Reader) -> None:
    hamas = actor_codes.parse_cameo("PSEREBHMS")
    assert (hamas.country, hamas.sectors, hamas.actor, hamas.name) == ("PSE", ("REB",), "org:hamas", "Hamas")
    assert actor_codes.parse_cameo("IRQSEPKUR") == actor_codes.ActorCode("IRQ", ("REB",), unknown=("KUR",))
    assert actor_codes.parse_cameo("---") == actor_codes.ActorCode(None)
    assert actor_codes.parse_cameo("GOV") == actor_codes.ActorCode(None, ("GOV",))
    assert actor_codes.named(actor_codes.parse_cameo("ROMGOV"), reader.lexicon) == "Romania"
    assert actor_codes.named(actor_codes.parse_cameo("ROMMIL"), reader.lexicon) is None


def test_plover_actor_codes() -> None:
    assert actor_codes.plover(Actor("state:XKX", "Kosovo", "state", "XKX", ("GOV",))) == ("KOS", ("GOV",))
    assert actor_codes.plover(Actor("met.x", "Kremlin", "state", "RUS", ("PRE",))) == ("RUS", ("GOV",))
    assert actor_codes.plover(Actor("role:x", "judge", "person", None, ("IGO", "JUD"))) == ("IGO", ("JUD",))
    assert actor_codes.parse_plover("KOS", ("GOV", "ZZZ")) == actor_codes.ActorCode("XKX", ("GOV",), unknown=("ZZZ",))


def test_groups_of_the_code_list_are_actors_of_the_tables(reader: Reader) -> None:
    known = {r.id for r in reader.lexicon.rows["organisations"]}
    assert [g.actor for g in BOOK.groups if g.actor not in known] == []


def test_choices_name_real_codes_and_stand_in_the_page() -> None:
    text = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert len(BOOK.choices) >= 20
    for c in BOOK.choices.values():
        assert f"(`{c.id}`)" in text and c.choice in text


def test_the_page_is_what_the_tables_say() -> None:
    spec = importlib.util.spec_from_file_location("build_codebook_page", ROOT / "tools" / "build_codebook_page.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page(BOOK), "run tools/build_codebook_page.py"


def test_codes_are_unique_in_their_files() -> None:
    for name, record, _ in codebook.TABLES:
        with (codebook.FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        assert tuple(lines[0]) == codebook.columns(record)
        width = {"modes": 2, "groups": 2, "countries": 2}.get(name, 1)
        keys = [tuple(line[:width]) for line in lines[1:]]
        assert len(keys) == len(set(keys)), name


def test_future_cooperation_is_agree_for_every_type_of_cooperation(reader: Reader) -> None:
    reading = reader.read("Belarus will send tanks to Sudan.", published="2024-03-10")
    event = next(e for e in reading.events if e.type == "AID")
    assert plover.coded_type(event, reading.claims[0]) == "AGREE"


def test_command_prints_label_definition_and_crosswalk() -> None:
    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["codebook", *args])
        return done.exit_code, done.output

    assert run("163")[0] == 0 and "SANCTION/discontinue" in run("163")[1] and "choice sanctions" in run("163")[1]
    assert "score -9.3" in run("assault")[1] and "ASSAULT/drone (CAMEO 1952)" in run("assault")[1]
    assert "COERCE/cyber" in run("COERCE/cyber")[1]
    assert "CAMEO role HLH" in run("MED")[1] and "PLOVER sector JRN" in run("MED")[1]
    assert all(t in run()[1] for t in SIXTEEN)
    code, output = run("SANCTON")
    assert code == 2 and "sanction" in output
