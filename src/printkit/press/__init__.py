"""From the RGB master to files a print shop takes. Bytes and values only.

``separate`` turns every colour into inks: :mod:`~printkit.press.content_rewriter` rewrites content streams
where something is painted, :mod:`~printkit.press.page_objects` converts what
they name, :mod:`~printkit.press.ink_colours` knows the inks. ``to_pdfx`` gives the result its boxes, fonts
and identity. ``press_file`` does both in one pass; ``mono_file`` does the same for black ink alone.
"""
