"""A fresh ledger for each test, on each kind of database. PostgreSQL is started once, in a folder of its own, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from reportedly.stores import Store, open_ledger

_NUMBER = count()


def _programs() -> Path | None:
    """The folder of PostgreSQL's server programs: Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return folders[-1].parent if folders else None


def _as_user() -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package has made the user postgres."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a running server."""
    if url := os.environ.get("REPORTEDLY_POSTGRES"):
        yield url
        return
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    bin_ = _programs()
    if bin_ is None:
        pytest.skip("no PostgreSQL server here: install Debian's package postgresql, or name one with REPORTEDLY_POSTGRES=postgresql://…")
    home = Path(subprocess.run([*_as_user(), "mktemp", "-d", "/tmp/reportedly-pg.XXXXXX"], check=True, capture_output=True, text=True).stdout.strip())
    options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
    try:
        for command in (["initdb", "-D", str(home / "data"), "-U", "reportedly", "-A", "trust", "-E", "UTF8"], ["pg_ctl", "-D", str(home / "data"), "-l", str(home / "log"), "-o", options, "-w", "start"]):
            done = subprocess.run([*_as_user(), str(bin_ / command[0]), *command[1:]], capture_output=True, text=True, cwd="/")
            if done.returncode:
                pytest.skip(f"PostgreSQL does not start here: {done.stderr.strip()[-200:]}")
        yield f"postgresql+psycopg://reportedly@/postgres?host={home}"
    finally:
        subprocess.run([*_as_user(), str(bin_ / "pg_ctl"), "-D", str(home / "data"), "-m", "immediate", "stop"], capture_output=True, cwd="/")
        shutil.rmtree(home, ignore_errors=True)


Places = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgres"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    """Gives a new place for a ledger each time it is called."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"{next(_NUMBER)}.ledger")
    url = request.getfixturevalue("postgres")

    def schema() -> str:
        import psycopg

        name = f"test{next(_NUMBER)}"
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as db:
            db.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
            db.execute(f"CREATE SCHEMA {name}")
        return f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{name}"

    return schema


@pytest.fixture
def store(places: Places) -> Iterator[Store]:
    with open_ledger(places(), new=True) as made:
        yield made
