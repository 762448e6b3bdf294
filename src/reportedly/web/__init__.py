"""The desk: pages and an API over a ledger. `create_app` needs the extra `web`; `reportedly serve` runs it."""
