"""Ordway's API, played as recorded answers, help articles and public clients describe it."""
