"""Two states of a PDF held against each other: which pages pair, and what differs on them."""
