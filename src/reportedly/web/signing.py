"""How a receiver knows that a webhook is the desk's."""

from __future__ import annotations

import hashlib
import hmac


def signature(secret: str, at: int, body: str) -> str:
    """The header `X-Reportedly-Signature`: when it was sent, and a hash of that and the body that only who has the secret can make."""
    made = hmac.new(secret.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={at},v1={made}"
