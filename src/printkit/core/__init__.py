"""What every room speaks of: findings, messages, units, dates. Standard library only."""
