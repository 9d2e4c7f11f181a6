"""One account by itself: its records alone in a small store, as they are known now or as they were on a past day."""
