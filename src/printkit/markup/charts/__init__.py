"""Charts drawn from their data."""
