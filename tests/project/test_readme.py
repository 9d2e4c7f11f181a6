"""README says what is there: commands, options, settings, exit codes, files."""

import ast
import re
import tomllib
from collections.abc import Iterator

import click
import pytest

from corrections.at_the_terminal import NOT_AS_PLANNED
from queries.catalogue import names
from sync import commands
from sync.notices import addresses
from sync.settings import EXAMPLES
from tests.project.sources import ROOT, Module, modules, parsed

README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SECRETS = (ROOT / ".streamlit/secrets.toml.example").read_text(encoding="utf-8")
# These run the product; benchmarks and tests hand settings on.
PRODUCT = {"app", "pages", "ui", "queries", "corrections", "sync"}

CONTEXT = click.Context(commands.cli)
EVERY = {name: commands.cli.get_command(CONTEXT, name) for name in commands.cli.list_commands(CONTEXT)}
GROUPS = {name: one for name, one in EVERY.items() if isinstance(one, click.Group)}
_OURS = re.compile(r"(FIRMAO|ORDWAY|TIEOUT|NOTIFY)_[A-Z_]+")
_TARGET = re.compile(r"^([a-z0-9-]+):.*##", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#\s]+)")


def code(markdown: str) -> list[str]:
    """The lines and phrases of a text that are set as code."""
    blocks = re.findall(r"^ *```\w*\n(.*?)^ *```", markdown, re.DOTALL | re.MULTILINE)
    phrases = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", markdown, flags=re.DOTALL))
    return [line.strip() for block in blocks for line in block.splitlines()] + phrases


def made(markdown: str) -> set[str]:
    """The targets a text tells one to make."""
    return {found for line in code(markdown) for found in re.findall(r"^make ([a-z0-9-]+)", line)}


def told(markdown: str) -> dict[str, set[str]]:
    """The options a text shows for each command of `python -m sync`; one of a group is named with its group."""
    options: dict[str, set[str]] = {}
    for line in code(markdown):
        if found := re.match(r"python -m sync (\w+)( [a-z]+)?(.*)", line):
            name = f"{found[1]}{found[2] or ''}" if found[1] in GROUPS else found[1]
            options.setdefault(name, set()).update(re.findall(r"--\w[\w-]*", found[3].partition("#")[0]))
    return options


def offered() -> dict[str, set[str]]:
    """The options each command of `python -m sync` takes."""
    single = {name: one for name, one in EVERY.items() if one and name not in GROUPS}
    grouped = {f"{group} {name}": one for group, each in GROUPS.items() for name, one in each.commands.items()}
    return {name: {opt for one in command.params for opt in _long(one)} for name, command in (single | grouped).items()}


def _long(parameter: click.Parameter) -> list[str]:
    return [one for one in parameter.opts if one.startswith("--")]


def variables(module: Module) -> set[str]:
    """The environment variables a module names: those it asks the environment for, and all of our own."""
    texts = {node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and _OURS.fullmatch(text)} | set(_asked_for(module.tree))


def _asked_for(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"):
            yield from _text(node.slice)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("environ.get", "getenv")):
            yield from _text(node.args[0])


def _text(node: ast.expr) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def unexplained(names: set[str], text: str) -> set[str]:
    """The names a text does not say as whole words."""
    return {name for name in names if not re.search(rf"\b{name}\b", text)}


def broken(markdown: str) -> list[str]:
    """The files a text links to that are not there."""
    links = [link for link in _LINK.findall(markdown) if not link.startswith("http")]
    return [link for link in links if not (ROOT / link).exists()]


def test_readme_names_every_target() -> None:
    assert made(README) == set(_TARGET.findall(MAKEFILE))


def test_readme_shows_every_command_with_its_options() -> None:
    assert told(README) == offered()


def test_queries_that_readme_names_exist() -> None:
    named = {found for line in code(README) for found in re.findall(r"sync query (\w+/\w+)", line)}
    assert named
    assert named <= set(names())


def test_readme_explains_every_exit_code() -> None:
    codes = {commands.DONE, commands.USAGE, commands.QUARANTINED, commands.IN_USE, commands.UNREACHABLE}
    codes |= {NOT_AS_PLANNED, commands.STORE_FAILED}
    assert set(map(int, re.findall(r"^\| (\d) \|", README, re.MULTILINE))) == codes


def test_every_variable_is_in_readme_and_in_the_example_of_secrets() -> None:
    read = {name for module in modules() if module.area in PRODUCT for name in variables(module)}
    assert read >= EXAMPLES.keys()
    optional = addresses.EXAMPLES.keys()
    assert unexplained(read | optional, README) == set()
    assert unexplained(read | optional, SECRETS) == set()


def test_the_example_of_secrets_holds_every_setting_and_no_secret() -> None:
    given = tomllib.loads(SECRETS)
    assert given.keys() == EXAMPLES.keys() | addresses.EXAMPLES.keys()
    secret = {key for key in given if key.endswith(("PASSWORD", "TOKEN", "KEY")) or key.startswith("NOTIFY_")}
    assert {key for key in secret if given[key]} == set()


def test_links_lead_somewhere() -> None:
    assert broken(README) == []


def test_every_requirement_has_its_reason() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        required = re.findall(r"^([\w-]+)==", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
        assert required
        assert unexplained(set(required), ARCHITECTURE) == set()


def test_architecture_maps_every_part() -> None:
    parts = {f"`{module.area}{'/' if '/' in module.path else '.py'}`" for module in modules()}
    assert {part for part in parts if part not in ARCHITECTURE} == set()


def test_a_command_that_does_not_exist_is_found() -> None:
    text = "Run `make coffee`, then\n```\npython -m sync pull [--slowly] # --not-this\n```\n"
    assert made(text) == {"coffee"}
    assert told(text) == {"pull": {"--slowly"}}


@pytest.mark.parametrize(
    "text", ["os.environ['PAINT']", "os.environ.get('PAINT', '')", "os.getenv('PAINT')", "environ['PAINT']"]
)
def test_a_variable_is_found(text: str) -> None:
    assert variables(parsed("sync/new.py", text)) == {"PAINT"}


def test_a_variable_of_ours_is_found_wherever_it_is_named() -> None:
    assert variables(parsed("sync/new.py", "look_up('TIEOUT_PAINT')")) == {"TIEOUT_PAINT"}


def test_an_unexplained_variable_is_found() -> None:
    assert unexplained({"TIEOUT_STORE", "TIEOUT_PAINT"}, "`TIEOUT_STORE`, TIEOUT_PAINTS") == {"TIEOUT_PAINT"}


def test_a_broken_link_is_found() -> None:
    assert broken("[a](README.md) [b](docs/nowhere.md#top) [c](https://x.example)") == ["docs/nowhere.md"]
