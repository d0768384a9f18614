"""Work on strangers' files in processes of their own."""
