"""The queue of discrepancies and the page of one, in parts."""
