"""How builds are told: to people, to continuous integration, to scripts."""
