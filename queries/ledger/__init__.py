"""The ledger: what cannot be fetched again."""
