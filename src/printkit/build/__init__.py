"""The order of things: what is made, when, from what, and where it goes."""
