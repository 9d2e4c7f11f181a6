"""`python -m sync reconcile` reconciles by the policy file."""

import json
import shutil
from pathlib import Path

import pytest

from queries.store import connect
from sync.commands import DONE, USAGE, main
from sync.settings import EXAMPLES
from tests.reconcile.agreed import DAY, INVOICE_LINE, Agreed

TOLERANT = '[tolerances.USD]\namount = "0.05"\n'


@pytest.fixture
def folder(agreeing: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in which five cents too much were billed, named by the settings; neither system is asked for anything."""
    file = tmp_path / "tieout.duckdb"
    shutil.copy(agreeing[0], file)
    store = connect(str(file), holder="a test")
    Agreed(store, agreeing[1]).change(INVOICE_LINE, "effective_price = effective_price + 0.05")
    store.close()
    own = {"TIEOUT_STORE": str(file), "TIEOUT_POLICY": str(tmp_path / "policy.toml")}
    for name, value in (EXAMPLES | own).items():
        monkeypatch.setenv(name, value)
    return tmp_path


def reconciled(folder: Path, policy: str) -> int:
    """The command's exit code with this policy."""
    (folder / "policy.toml").write_text(policy, encoding="utf-8")
    return main(["reconcile", "--as-of", DAY.isoformat(), "--json"])


def test_the_policys_tolerance_holds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reconciled(folder, "") == DONE
    assert {row["rule"] for row in json.loads(capsys.readouterr().out)["rules"]} >= {"I5"}
    assert reconciled(folder, TOLERANT) == DONE
    assert "I5" not in {row["rule"] for row in json.loads(capsys.readouterr().out)["rules"]}


def test_a_wrong_policy_is_refused_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reconciled(folder, '[tolerances]\namount = "five"\n') == USAGE
    assert "policy.toml, line 2: [tolerances] amount must be a number in quotes" in capsys.readouterr().err


def test_a_slip_in_a_rule_or_an_account_is_told_and_capitals_do_not_matter(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reconciled(folder, "") == DONE
    capsys.readouterr()
    assert main(["discrepancies", "--rule", "i5", "--json"]) == DONE
    [found] = json.loads(capsys.readouterr().out)
    assert main(["discrepancies", "--account", found["ordway_customer_id"], "--json"]) == DONE
    capsys.readouterr()
    assert main(["discrepancies", "--rule", "Z9"]) == USAGE
    assert "There is no rule 'Z9'. The rules are: L1" in capsys.readouterr().err
    assert main(["discrepancies", "--account", "NOPE"]) == USAGE
    assert "There is no account 'NOPE'" in capsys.readouterr().err
