"""The page of data health, in parts."""
