"""A group of commands that are imported only when they are asked for, so that a pull starts without all the others."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LaterGroup(click.Group):
    """A group that knows the names of more commands than it has imported.

    `later` names for each the module whose `COMMANDS` hold it.
    """

    def __init__(self, *args: Any, later: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self._later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, imported or not."""
        return sorted({*super().list_commands(ctx), *self._later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now where it has to be."""
        if cmd_name not in self.commands and cmd_name in self._later:
            for one in import_module(self._later[cmd_name]).COMMANDS:
                self.add_command(one)
        return super().get_command(ctx, cmd_name)
