"""The page of one account, in parts."""
