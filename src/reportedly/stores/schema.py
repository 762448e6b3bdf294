"""The tables, as named migrations. A migration that has been published is never changed; a later one changes what it made.

`reports`, `readings`, `claims`, `parties`, `links` and `judgements` only grow: the database itself refuses to change or delete their rows.
All others are derived from them and can be made again (`reportedly ledger rebuild`).
"""

from __future__ import annotations

from dataclasses import dataclass

GROWING = ("reports", "readings", "claims", "parties", "links")


@dataclass(frozen=True, slots=True)
class Migration:
    """`up` and `down` are statements for both databases; those for one of them begin with its name and a colon (`sqlite: …`)."""

    name: str
    up: tuple[str, ...]
    down: tuple[str, ...]


_RECORDS = (
    """CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL)""",
    """CREATE TABLE readings (
    id TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES reports (id), machine TEXT REFERENCES readings (id), version TEXT NOT NULL, lexicon TEXT NOT NULL, parser TEXT NOT NULL,
    title TEXT, byline TEXT, agency TEXT, outlet TEXT, url TEXT, published TEXT, language TEXT, body TEXT NOT NULL)""",
    "CREATE INDEX readings_report ON readings (report)",
    """CREATE TABLE claims (
    id {key}, reading TEXT NOT NULL REFERENCES readings (id), report TEXT NOT NULL, claim TEXT NOT NULL, event TEXT NOT NULL, voice TEXT NOT NULL, voice_name TEXT NOT NULL,
    voices TEXT NOT NULL, stance TEXT NOT NULL, factuality TEXT NOT NULL, source_kind TEXT, type TEXT NOT NULL, mode TEXT, cameo TEXT, frame TEXT, status TEXT,
    actor TEXT NOT NULL, recipient TEXT NOT NULL, items TEXT, quantity TEXT, modality TEXT NOT NULL, polarity TEXT NOT NULL, event_start TEXT, event_end TEXT, place TEXT,
    place_country TEXT, evidence TEXT, published TEXT, anchor_start BIGINT NOT NULL, anchor_end BIGINT NOT NULL, quote_start BIGINT NOT NULL, quote_end BIGINT NOT NULL,
    quote TEXT NOT NULL, why TEXT NOT NULL, proposition_keys TEXT NOT NULL,
    UNIQUE (reading, claim))""",
    """CREATE TABLE parties (
    claim BIGINT NOT NULL REFERENCES claims (id), role TEXT NOT NULL, party TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL,
    PRIMARY KEY (claim, role, party)){by_key}""",
    "CREATE INDEX parties_country ON parties (country, role, claim)",
    "CREATE INDEX parties_party ON parties (party, role, claim)",
    """CREATE TABLE links (
    reading TEXT NOT NULL REFERENCES readings (id), number BIGINT NOT NULL, relation TEXT NOT NULL, from_claim TEXT NOT NULL, to_claim TEXT NOT NULL, score DOUBLE PRECISION NOT NULL,
    why TEXT NOT NULL, PRIMARY KEY (reading, number)){by_key}""",
)  # fmt: skip

_DERIVED = (
    "CREATE TABLE current (report TEXT PRIMARY KEY, reading TEXT NOT NULL){by_key}",
    "CREATE INDEX current_reading ON current (reading)",
    "CREATE TABLE families (report TEXT PRIMARY KEY, family TEXT NOT NULL, component TEXT NOT NULL, size BIGINT NOT NULL){by_key}",
    "CREATE INDEX families_family ON families (family)",
    "CREATE INDEX families_component ON families (component)",
    "CREATE TABLE sketches (shingle BIGINT NOT NULL, report TEXT NOT NULL, PRIMARY KEY (shingle, report)){by_key}",
    "CREATE TABLE subjects (id {key}, proposition TEXT, body TEXT NOT NULL)",
    "CREATE INDEX subjects_proposition ON subjects (proposition)",
    "CREATE TABLE edges (a BIGINT NOT NULL, b BIGINT NOT NULL, report TEXT NOT NULL, score DOUBLE PRECISION NOT NULL, link DOUBLE PRECISION NOT NULL, denial BIGINT NOT NULL, PRIMARY KEY (a, b, report, denial)){by_key}",
    "CREATE TABLE blocks (block BIGINT NOT NULL, width BIGINT NOT NULL, first BIGINT NOT NULL, last BIGINT NOT NULL, subject BIGINT NOT NULL, PRIMARY KEY (block, width, first, subject)){by_key}",
    "CREATE INDEX blocks_subject ON blocks (subject)",
    "CREATE TABLE entries (report TEXT NOT NULL, claim TEXT NOT NULL, subject BIGINT, statement TEXT NOT NULL, PRIMARY KEY (report, claim)){by_key}",
    "CREATE INDEX entries_subject ON entries (subject)",
    "CREATE TABLE ties (report TEXT NOT NULL, denial TEXT NOT NULL, denied TEXT NOT NULL, score DOUBLE PRECISION, bare BIGINT NOT NULL, PRIMARY KEY (report, denial, denied, bare)){by_key}",
    """CREATE TABLE propositions (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, actor TEXT NOT NULL, recipient TEXT NOT NULL, what TEXT NOT NULL, asserted_by TEXT NOT NULL,
    denied_by TEXT NOT NULL, doubted_by TEXT NOT NULL, silent TEXT NOT NULL, sources BIGINT NOT NULL, claims BIGINT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
    last_change TEXT NOT NULL){by_key}""",
    "CREATE INDEX propositions_state ON propositions (state, last_change)",
    "CREATE INDEX propositions_kind ON propositions (kind, last_change)",
    "CREATE TABLE members (proposition TEXT NOT NULL, report TEXT NOT NULL, claim TEXT NOT NULL, stand TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (proposition, report, claim)){by_key}",
    "CREATE INDEX members_claim ON members (report, claim)",
    """CREATE TABLE sides (
    proposition TEXT NOT NULL, voice TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, party BIGINT NOT NULL, stands TEXT NOT NULL, since TEXT NOT NULL, claims BIGINT NOT NULL,
    sources BIGINT NOT NULL, evidence TEXT NOT NULL, PRIMARY KEY (proposition, voice)){by_key}""",
    "CREATE INDEX sides_voice ON sides (voice)",
    "CREATE INDEX sides_country ON sides (country)",
    """CREATE TABLE steps (
    proposition TEXT NOT NULL, number BIGINT NOT NULL, day TEXT NOT NULL, change TEXT NOT NULL, voice TEXT NOT NULL, name TEXT NOT NULL, report TEXT NOT NULL, claim TEXT NOT NULL,
    PRIMARY KEY (proposition, number)){by_key}""",
    "CREATE INDEX steps_day ON steps (day, proposition)",
)  # fmt: skip

_SPEAKERS = (
    """CREATE TABLE actors (
    actor TEXT NOT NULL, report TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, sectors TEXT NOT NULL, wikidata TEXT NOT NULL, role TEXT NOT NULL,
    listed TEXT NOT NULL, names TEXT NOT NULL, PRIMARY KEY (actor, report)){by_key}""",
    "CREATE INDEX actors_report ON actors (report)",
    "CREATE TABLE stands (voice TEXT NOT NULL, day TEXT NOT NULL, report TEXT NOT NULL, claim TEXT NOT NULL, stand TEXT NOT NULL, PRIMARY KEY (voice, day, report, claim)){by_key}",
    "CREATE INDEX stands_report ON stands (report)",
    """CREATE TABLE accusations (
    accuser TEXT NOT NULL, accused TEXT NOT NULL, day TEXT NOT NULL, report TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (accuser, accused, day, report, claim)){by_key}""",
    "CREATE INDEX accusations_accused ON accusations (accused)",
    "CREATE INDEX accusations_report ON accusations (report)",
    """CREATE TABLE happenings (
    proposition TEXT PRIMARY KEY, day TEXT NOT NULL, until TEXT NOT NULL, stated BIGINT NOT NULL, place TEXT NOT NULL, country TEXT NOT NULL, lat DOUBLE PRECISION,
    lon DOUBLE PRECISION){by_key}""",
    "CREATE INDEX happenings_day ON happenings (day, proposition)",
    "CREATE INDEX happenings_place ON happenings (place)",
)  # fmt: skip
_REGISTERS = ("CREATE TABLE register_rows (proposition TEXT PRIMARY KEY, cells TEXT NOT NULL, sources TEXT NOT NULL)",)

_JUDGEMENTS = (
    """CREATE TABLE judgements (
    id TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES reports (id), action TEXT NOT NULL, target TEXT NOT NULL, detail TEXT NOT NULL, made_by TEXT NOT NULL, why TEXT NOT NULL,
    made_at TEXT NOT NULL)""",
    "CREATE INDEX judgements_report ON judgements (report)",
    "CREATE TABLE attached (judgement TEXT PRIMARY KEY, report TEXT NOT NULL, claim TEXT, other_report TEXT){by_key}",
    "CREATE INDEX attached_report ON attached (report)",
    "CREATE INDEX attached_other ON attached (other_report)",
)  # fmt: skip

_INDEX_EACH = (
    "sqlite: CREATE TRIGGER claims_words AFTER INSERT ON claims BEGIN INSERT INTO words (rowid, quote) VALUES (new.id, new.quote); END"
)
_CHANGES = (
    """CREATE TABLE changes (
    proposition TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, first BIGINT NOT NULL, mark TEXT NOT NULL, before TEXT NOT NULL){by_key}""",
    "CREATE TABLE changes_last (last BIGINT NOT NULL)",
    "INSERT INTO changes (proposition, number, first, mark, before) SELECT id, ROW_NUMBER() OVER (ORDER BY id), ROW_NUMBER() OVER (ORDER BY id), '', '' FROM propositions",
    "INSERT INTO changes_last (last) SELECT COUNT(*) FROM changes",
)  # fmt: skip

_SEARCH = (
    "sqlite: CREATE VIRTUAL TABLE words USING fts5 (quote, content='claims', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "sqlite: INSERT INTO words (words) VALUES ('rebuild')",
    _INDEX_EACH,
    "postgres: CREATE INDEX claims_words ON claims USING gin (to_tsvector('english', quote))",
)
_NO_SEARCH = ("sqlite: DROP TRIGGER claims_words", "sqlite: DROP TABLE words", "postgres: DROP INDEX claims_words")

_NUMBERED = (
    "ALTER TABLE families ADD COLUMN number BIGINT NOT NULL DEFAULT 0",
    "UPDATE families SET number = x.n FROM (SELECT report, ROW_NUMBER() OVER (ORDER BY report) AS n FROM families) x WHERE x.report = families.report",
    "CREATE UNIQUE INDEX families_number ON families (number)",
    "ALTER TABLE families ADD COLUMN wording BIGINT NOT NULL DEFAULT 0",
    "CREATE INDEX families_wording ON families (wording)",
    "CREATE TABLE sketched (shingle BIGINT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (shingle, number)){by_key}",
    "INSERT INTO sketched (shingle, number) SELECT s.shingle, f.number FROM sketches s JOIN families f ON f.report = s.report",
    "DROP TABLE sketches",
    "ALTER TABLE sketched RENAME TO sketches",
)
_NAMED = (
    "CREATE TABLE sketched (shingle BIGINT NOT NULL, report TEXT NOT NULL, PRIMARY KEY (shingle, report)){by_key}",
    "INSERT INTO sketched (shingle, report) SELECT s.shingle, f.report FROM sketches s JOIN families f ON f.number = s.number",
    "DROP TABLE sketches",
    "ALTER TABLE sketched RENAME TO sketches",
    "DROP INDEX families_wording",
    "ALTER TABLE families DROP COLUMN wording",
    "DROP INDEX families_number",
    "ALTER TABLE families DROP COLUMN number",
)

_VIEWS = {
    "v_reports": "SELECT r.report, r.published, r.agency, r.outlet, r.byline, r.title, r.url, r.language, f.family, r.version, r.id AS reading"
    " FROM current JOIN readings r ON r.id = current.reading LEFT JOIN families f ON f.report = r.report",
    "v_claims": "SELECT c.report, c.claim, c.published, r.outlet, r.agency, c.voice, c.voice_name, c.voices, c.stance, c.factuality, c.source_kind, c.type, c.mode, c.cameo, c.frame, c.status, c.actor,"
    " c.recipient, c.items, c.quantity, c.modality, c.polarity, c.event_start, c.event_end, c.place, c.place_country, c.evidence, c.quote, c.quote_start, c.quote_end, c.why, c.id,"
    " CASE WHEN r.machine IS NULL THEN 0 ELSE 1 END AS judged"
    " FROM current JOIN readings r ON r.id = current.reading JOIN claims c ON c.reading = r.id",
    "v_parties": "SELECT c.report, c.claim, p.role, p.party, p.name, p.country FROM current JOIN claims c ON c.reading = current.reading JOIN parties p ON p.claim = c.id",
    "v_disputes": "SELECT id AS proposition, kind, state, actor, recipient, what, asserted_by, denied_by, doubted_by, silent, sources, claims, first_day, last_day, last_change FROM propositions",
    "v_voices": "SELECT s.proposition, p.kind, p.state, s.voice, s.name, s.country, s.party, s.stands, s.since, s.claims, s.sources, s.evidence FROM sides s JOIN propositions p ON p.id = s.proposition",
    "v_statements": "SELECT m.proposition, m.stand, m.day, c.report, c.claim, c.voice_name, c.stance, c.factuality, c.published, c.quote, c.quote_start, c.quote_end"
    " FROM members m JOIN current ON current.report = m.report JOIN claims c ON c.reading = current.reading AND c.claim = m.claim",
    "v_timeline": "SELECT s.day, s.change, s.name, s.voice, p.kind, p.actor, p.recipient, p.what, c.quote, s.proposition, s.report, s.claim FROM steps s JOIN propositions p ON p.id = s.proposition"
    " JOIN current ON current.report = s.report JOIN claims c ON c.reading = current.reading AND c.claim = s.claim",
}  # fmt: skip


def _only_grow(*tables: str) -> tuple[str, ...]:
    """Rules of the database itself: no row of these tables is changed or deleted."""
    out = []
    for t in tables:
        for what in ("UPDATE", "DELETE"):
            name = f"{t}_no_{what.lower()}"
            out.append(f"sqlite: CREATE TRIGGER {name} BEFORE {what} ON {t} BEGIN SELECT RAISE(ABORT, '{t} only grows'); END")
            out.append(f"postgres: CREATE TRIGGER {name} BEFORE {what} ON {t} FOR EACH ROW EXECUTE FUNCTION only_grows()")
    return tuple(out)


def _drop(made: tuple[str, ...]) -> tuple[str, ...]:
    """Statements that undo `CREATE TABLE`s, the last first; their indexes and triggers go with them."""
    return tuple(f"DROP TABLE {s.split()[2]}" for s in reversed(made) if s.startswith("CREATE TABLE"))


_REFUSE = (
    "postgres: CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME; END $$"
)

MIGRATIONS = (
    Migration("0001-records", (*_RECORDS, _REFUSE, *_only_grow(*GROWING)), (*_drop(_RECORDS), "postgres: DROP FUNCTION only_grows()")),
    Migration("0002-derived", _DERIVED, _drop(_DERIVED)),
    Migration("0003-judgements", (*_JUDGEMENTS, *_only_grow("judgements")), _drop(_JUDGEMENTS)),
    Migration("0004-search", _SEARCH, _NO_SEARCH),
    Migration("0005-views", tuple(f"CREATE VIEW {n} AS {s}" for n, s in _VIEWS.items()), tuple(f"DROP VIEW {n}" for n in reversed(_VIEWS))),
    Migration("0006-numbered-sketches", _NUMBERED, _NAMED),
    Migration("0007-words-by-batches", ("sqlite: DROP TRIGGER claims_words",), (_INDEX_EACH,)),
    Migration("0008-changes", _CHANGES, _drop(_CHANGES)),
    Migration("0009-speakers", _SPEAKERS, _drop(_SPEAKERS)),
    Migration("0010-registers", _REGISTERS, _drop(_REGISTERS)),
)
FILLED = frozenset({"0009-speakers", "0010-registers"})
"""Migrations whose tables hold rows for what is kept already."""
