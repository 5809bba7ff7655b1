"""Reading and writing rows, a module for each subject."""
