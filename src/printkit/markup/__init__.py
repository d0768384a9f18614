"""Markdown to typeset trees."""
