"""What the policy says of whoever sends statements of account, or the line that is wrong."""

from pathlib import Path

import pytest

from queries.issuer import Issuer
from sync.errors import SettingsError
from sync.policy import read_policy

GIVEN = '[statement]\nissuer = "Ours sp. z o.o."\nbank_account = "PL61 1090 1014 0000 0712 1981 2874"\n'


def issuer(folder: Path, text: str) -> Issuer:
    """Whom this text names."""
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file).terms.reckoning.issuer


def test_who_sends_statements_and_where_to_pay(tmp_path: Path) -> None:
    assert issuer(tmp_path, "") == Issuer()
    told = issuer(tmp_path, GIVEN + 'note = "Thank you"\n')
    assert told == Issuer("Ours sp. z o.o.", bank_account="PL61 1090 1014 0000 0712 1981 2874", note="Thank you")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GIVEN + "phone = '1'\n", "line 4: .statement. does not know 'phone'"),
        (GIVEN + "note = 3\n", "line 4: .statement. note must be a text"),
        (GIVEN.replace("2874", "2875"), "line 3: .statement. bank_account must be an IBAN"),
        ("[statement]\nissuer = 'Ours'\n", "needs issuer and bank_account"),
    ],
)
def test_what_is_wrong_is_told_by_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        issuer(tmp_path, text)
