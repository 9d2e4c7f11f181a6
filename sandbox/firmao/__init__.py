"""Firmao's API, played as its own manual describes it."""
