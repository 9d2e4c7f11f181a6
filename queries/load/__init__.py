"""Merging answers of the two systems into the store, exactly and in one transaction a resource."""
