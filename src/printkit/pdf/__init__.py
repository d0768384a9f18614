"""The one model of a PDF: objects, content, colours, geometry."""
