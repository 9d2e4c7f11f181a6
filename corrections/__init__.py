"""The life of a correction: planned, approved, sent once, read back, undone; and the audit of all of it."""
