"""How the records of past versions are read: handed in by whoever knows the lists of both systems."""

from collections.abc import Mapping

from queries.load.shape import Shape

# By system and resource.
Shapes = Mapping[tuple[str, str], Shape]
