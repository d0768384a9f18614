"""The editions: what is made of a master or of the text, one family a file."""
