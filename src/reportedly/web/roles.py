"""Which role each address needs. An address that is not written down here is for admins alone."""

from __future__ import annotations

from collections.abc import Mapping

from .accounts import ADMIN, EDITOR, READER

ANYBODY = ""
_TABLE: Mapping[str, tuple[str, ...]] = {
    ANYBODY: ("GET /login", "POST /login"),
    READER: (
        "GET /", "GET /disputes", "GET /disputes/{name}", "GET /reports/{name:path}", "GET /targets/{count}.css", "GET /reports/{name:path}/claims/{claim:path}", "GET /judgements", "GET /actors", "GET /actors/{name:path}", "GET /relations", "GET /relations/sentences", "GET /events", "GET /map", "GET /search", "GET /registers", "GET /registers/{kind}",
        "GET /registers/{kind}.{form}", "GET /feed.atom", "GET /api/v1/disputes", "GET /api/v1/disputes/stream", "GET /api/v1/disputes/{name}", "GET /api/v1/claims",
        "GET /api/v1/reports/{name:path}", "GET /api/v1/reports/{name:path}/claims/{claim:path}/judgements", "GET /api/v1/judgements", "GET /api/v1/actors", "GET /api/v1/actors/{name:path}", "GET /api/v1/relations", "GET /api/v1/events", "GET /api/v1/registers", "GET /api/v1/registers/{kind}", "GET /api/v1/search", "POST /api/v1/read", "GET /api/v1/openapi.json",
        "GET /account", "POST /account/password", "POST /account/keys", "POST /account/keys/revoke", "POST /logout",
    ),
    EDITOR: (
        "GET /add", "POST /add", "POST /add/file", "POST /add/keep", "POST /reports/{name:path}/claims/{claim:path}", "POST /api/v1/reports/{name:path}/claims/{claim:path}/judgements",
    ),
    ADMIN: (
        "GET /accounts", "POST /accounts", "POST /accounts/role", "POST /accounts/password", "POST /accounts/remove", "POST /accounts/keys/revoke",
        "GET /webhooks", "POST /webhooks", "POST /webhooks/retry", "POST /webhooks/remove",
    ),
}  # fmt: skip
NEEDED: Mapping[str, str] = {route: role for role, routes in _TABLE.items() for route in routes}
KEEPS_NOTHING = frozenset({"POST /add", "POST /api/v1/read"})
"""They show what a text says and change nothing, so no other site gains by having them asked."""
