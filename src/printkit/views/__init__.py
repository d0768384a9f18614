"""The pages of any PDF as a person sees them: pictures, cuts, inks."""
