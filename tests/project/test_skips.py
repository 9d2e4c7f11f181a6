"""A test that is skipped cannot be overlooked: CI fails, and elsewhere the run ends with a list."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.sources import ROOT

ONE_TEST = "import pytest\ndef test_x(): pytest.skip('no browser here')\n"
WHOLE_FILE = "import pytest\npytest.skip('no browser here', allow_module_level=True)\n"
MARKED = "import pytest\n@pytest.mark.skipif(True, reason='no browser here')\ndef test_x(): pass\n"


def _run(folder: Path, test: str, ci: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "tests/conftest.py", folder)
    (folder / "test_made_up.py").write_text(test)
    command = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(folder))
    environment = os.environ | {"CI": ci}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("test", [ONE_TEST, WHOLE_FILE, MARKED])
def test_a_skip_fails_in_ci(tmp_path: Path, test: str) -> None:
    ended = _run(tmp_path, test, ci="true")
    assert ended.returncode != 0
    assert "CI skips nothing: Skipped: no browser here" in ended.stdout


@pytest.mark.parametrize("test", [ONE_TEST, WHOLE_FILE, MARKED])
def test_a_skip_is_listed_elsewhere(tmp_path: Path, test: str) -> None:
    ended = _run(tmp_path, test, ci="")
    assert "NOT CHECKED: 1 skipped" in ended.stdout
    assert "no browser here" in ended.stdout


def test_a_passing_test_still_passes_in_ci(tmp_path: Path) -> None:
    assert _run(tmp_path, "def test_x(): pass\n", ci="true").returncode == 0
