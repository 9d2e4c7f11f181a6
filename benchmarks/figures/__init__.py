"""What figures about revenue and collections cost on a large store."""
