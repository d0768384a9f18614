"""Languages of documents: for each one a YAML file of words, dates and habits, and rules of composition."""
