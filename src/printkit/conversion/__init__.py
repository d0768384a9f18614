"""Texts of other programs (Word, LibreOffice, web pages) to chapters, with the proof that no word was lost."""
