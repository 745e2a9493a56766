"""A client's documents: the list, adding, and looking at them inside the program."""
