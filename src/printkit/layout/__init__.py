"""Between composing and assembling: page numbers that are true, and what a layout says of itself."""
