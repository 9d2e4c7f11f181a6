"""Who sends statements of account: name, address, tax number and bank account, as the policy says."""

from dataclasses import asdict, dataclass

from queries.store import Cursor


@dataclass(frozen=True)
class Issuer:
    """What a statement says of whoever sends it, '' for nothing; `note` stands at its end."""

    issuer: str = ""
    address: str = ""
    tax_number: str = ""
    bank_account: str = ""
    note: str = ""


def set_issuer(cursor: Cursor, issuer: Issuer) -> None:
    """Put it where the statements read it: `recon.statement_issuer`."""
    cursor.run("delete from recon.statement_issuer")
    cursor.run(
        "insert into recon.statement_issuer values ($issuer, $address, $tax_number, $bank_account, $note)",
        **asdict(issuer),
    )
