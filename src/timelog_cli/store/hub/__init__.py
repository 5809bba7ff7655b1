"""The hub: what files exchange, in PostgreSQL. Psycopg is imported here and nowhere else."""
