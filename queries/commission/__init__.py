"""Commission on cash: the plans it goes by, what is kept of contracts and invoices for it, and the questions asked."""
