"""Pictures for people at a terminal: how wide, in which colours, and where Rich begins."""
