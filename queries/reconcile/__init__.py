"""Reconciling: every rule over the accounts asked for, causes before symptoms, and the life of what is found."""
