"""The speed and memory of a full pull of both systems, next to a general-purpose loader."""
