"""From the RGB master to files a print shop takes: separation, boxes, PDF/X. Bytes and values only."""
