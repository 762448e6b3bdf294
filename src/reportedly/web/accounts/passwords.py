"""Passwords and keys: what is kept of them, and whether one is right."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import unicodedata
from functools import cache

from ...errors import AccountsError

SHORTEST, LONGEST = 12, 1000
COST = (2**15, 8, 3)
"""scrypt's n, r and p: 32 MiB and a quarter of a second. Kept with each hash, so that a later version can raise them."""
_at_a_time = threading.Semaphore(2)
"""Who guesses must not fill the memory."""


def hashed(password: str) -> str:
    """What is kept of a password. Raises AccountsError for one that is too short."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountsError(f"a password of {len(password)} characters. Allowed: {SHORTEST} to {LONGEST}, of any kind; several words are good.")
    salt = secrets.token_bytes(16)
    return "$".join(("scrypt", *map(str, COST), salt.hex(), _scrypt(password, salt, *COST).hex()))


def right(password: str, kept: str | None) -> bool:
    """Is it the password? Takes as long where there is nothing to compare it with."""
    _, n, r, p, salt, wanted = (kept or _nobody()).split("$")
    given = _scrypt(password[:LONGEST], bytes.fromhex(salt), int(n), int(r), int(p))
    return hmac.compare_digest(given, bytes.fromhex(wanted)) and kept is not None


@cache
def _nobody() -> str:
    return hashed(secrets.token_urlsafe(32))


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    """One word may be typed as several rows of code points; NFKC makes them one."""
    same = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    with _at_a_time:
        return hashlib.scrypt(same, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def secret(prefix: str = "") -> str:
    """256 random bits, for a session or a key."""
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a session's id or a key: nobody can guess 256 bits, so neither salt nor slowness is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
