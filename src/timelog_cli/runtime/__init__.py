"""What surrounds a command: streams, files, folders, paths, and how it ends."""
