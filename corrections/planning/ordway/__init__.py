"""What is put right in Ordway: customers, subscriptions, invoices, credits and payments."""
