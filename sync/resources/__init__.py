"""The resource table: which lists are pulled from each system and how their records are read."""
