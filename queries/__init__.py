"""Every line of SQL, and the only door to the store: nothing else imports DuckDB."""
