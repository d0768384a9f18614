"""The last step: finished files into ``out/``, whole or not at all."""
