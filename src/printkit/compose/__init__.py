"""From manuscript and theme to HTML parts: values in, values out."""
