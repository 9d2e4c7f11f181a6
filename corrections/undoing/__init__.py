"""Taking requests back one by one: by further requests where the systems allow it, else in words for a person."""
