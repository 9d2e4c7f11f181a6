"""How long a page takes to be drawn from a store of 100,000 accounts."""
