"""Results to tables, JSON, CSV, Markdown, the prompt line and invoice documents."""
