"""The page that closes a month, in parts."""
