"""What the generated pages of the reference are made with. No part of the program."""
