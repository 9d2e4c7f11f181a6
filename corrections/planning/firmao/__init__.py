"""What is put right in Firmao: customers, agreements with their line items, notes, tasks and published figures."""
