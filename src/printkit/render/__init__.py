"""Lay pages out: jobs go to killable children that hold the engine, PDFs and facts come back."""
