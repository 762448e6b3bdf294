"""Everything that `reportedly` raises.

* ReportedlyError
    * InputError            a report that cannot be read        code ``input.*``
        * NotText             binary, or in no known encoding
        * EmptyReport         nothing to read in it
        * TooLarge            more bytes than one document should have
        * MissingExtra        a format whose package is not installed
        * FetchError          an address that was not, or may not be, fetched
    * LexiconError          rows that cannot be used, all at once  code ``lexicon.rows``
    * ModelError            the parser's model is missing or unfit   code ``model.*``
    * CodecError            JSON that is no reading                 code ``codec.*``
    * StoreError            a ledger that cannot be opened, or does not hold what is asked of it   code ``store.*``
        * StoreBusy           another writer holds it
        * NotFound            no such claim, report or proposition
        * NotAllowed          a judgement that cannot be made: a value that is not allowed, a claim that is none
    * AccountsError         accounts, roles, keys or webhooks that cannot be so   code ``accounts.refused``
    * ExtraMissing          a package of an extra is not installed  code ``extra.missing``
"""

from __future__ import annotations


class ReportedlyError(Exception):
    """Base of all errors; `code` is stable and meant for programs, the message for people."""

    code = "reportedly"


class InputError(ReportedlyError):
    code = "input.unreadable"


class NotText(InputError):
    code = "input.not_text"


class EmptyReport(InputError):
    code = "input.empty"


class TooLarge(InputError):
    code = "input.too_large"


class MissingExtra(InputError):
    code = "input.missing_extra"


class FetchError(InputError):
    code = "input.fetch"


class ModelError(ReportedlyError):
    code = "model.missing"


class CodecError(ReportedlyError):
    code = "codec.invalid"


class ExtraMissing(ReportedlyError):
    code = "extra.missing"


class StoreError(ReportedlyError):
    code = "store.unusable"


class StoreBusy(StoreError):
    code = "store.busy"


class NotFound(StoreError):
    code = "store.not_found"


class NotAllowed(StoreError):
    code = "store.not_allowed"


class AccountsError(ReportedlyError):
    code = "accounts.refused"


class LexiconError(ReportedlyError):
    """Carries every trouble found, each as ``file:line: what is wrong. what is allowed. the likely fix``."""

    code = "lexicon.rows"

    def __init__(self, troubles: list[str]) -> None:
        super().__init__("\n".join(troubles))
        self.troubles = troubles
