"""The studio: printkit in the browser of this very machine. Starlette and uvicorn live here alone."""
