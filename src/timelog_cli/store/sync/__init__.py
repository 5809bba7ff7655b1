"""The side of a file in an exchange through a hub: what waits to be sent, and what has come.

Commands know nothing of it: their history says what they changed, and is read when a file is
synchronised.
"""
