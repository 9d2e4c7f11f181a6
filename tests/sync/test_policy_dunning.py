"""What the policy says of dunning: the stages and their days, or the line that is wrong."""

from pathlib import Path

import pytest

from queries.dunning import DUNNING, Dunning
from sync.errors import SettingsError
from sync.policy import read_policy


def dunning(folder: Path, text: str) -> tuple[Dunning, ...]:
    """The stages that this text makes."""
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file).terms.reckoning.dunning


def test_what_is_left_out_is_as_always(tmp_path: Path) -> None:
    assert dunning(tmp_path, "") == DUNNING
    assert dunning(tmp_path, "[dunning.second]\ndays_overdue = 20\n")[1] == Dunning("second", 20, 7)


def test_the_projects_own_policy_says_what_holds_without_it() -> None:
    assert read_policy(Path(__file__).parents[2] / "policy.toml").terms.reckoning.dunning == DUNNING


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[dunning]\nfirst = 3\n", "line 2: .dunning. has the tables reminder, second, final, escalated, not 'first'"),
        ("[dunning.final]\ndays = 3\n", "line 2: .dunning.final. does not know 'days'"),
        ("[dunning.final]\ndays_between = 0\n", "line 2: .* from 1 to 3650, such as 5"),
        ("[dunning.final]\ndays_overdue = '31'\n", "must be a whole number of days"),
        ("[dunning.final]\ndays_overdue = 15\n", "line 2: .* must be later than that of second, which is 15"),
    ],
)
def test_what_is_wrong_is_told_by_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        dunning(tmp_path, text)
