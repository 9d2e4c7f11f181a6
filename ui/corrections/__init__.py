"""The list of corrections, the page of one, and what proposes them."""
