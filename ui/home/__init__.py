"""The first page, in parts."""
