"""The page of revenue, in parts."""
