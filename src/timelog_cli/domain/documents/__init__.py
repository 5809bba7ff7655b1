"""What invoices, credit notes and quotes are made of, and what they say."""
