"""Firmao and Ordway played on loopback, with a made-up company. Knows nothing of Tieout itself."""
