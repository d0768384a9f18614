"""From Markdown source to a tree whose every construct has its place in the source."""
