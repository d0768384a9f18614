"""Sources and citations."""
