"""The page of commission, in parts."""
