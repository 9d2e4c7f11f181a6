"""The page of collections, in parts."""
