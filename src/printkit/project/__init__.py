"""The YAML files of a project, read into frozen values with every error at its line."""
