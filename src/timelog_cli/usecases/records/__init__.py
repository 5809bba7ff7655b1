"""Records, and the email that becomes cases."""
