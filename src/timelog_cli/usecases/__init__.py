"""One module for each group of commands: store, moment and values in, a frozen result out."""
