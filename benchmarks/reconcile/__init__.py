"""Measuring how long reconciling takes, beside the same comparison done plainly."""
