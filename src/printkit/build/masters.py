"""Masters made to order: for a shop's press files, for sheets asked for by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from printkit.assemble.master import Master
from printkit.build import brochure, leaflet
from printkit.build.build_context import BuildContext
from printkit.build.build_state import recall
from printkit.core.findings import PrintkitError, has_errors
from printkit.model import Publication
from printkit.model.editions import own_formats


def masters_of(
    context: BuildContext, publication: Publication, formats: Sequence[str] = ()
) -> tuple[Master, ...]:
    """Lay out a publication in all its formats or those named; what is in the cache is not redone.

    Raises:
        PrintkitError: the publication cannot be laid out; its findings say why.

    """
    # what an edition lays out anew is for reading or showing, and sent to no printer
    lent = own_formats(publication.editions, publication.kind)
    chosen = tuple(
        fmt
        for fmt in publication.formats
        if (fmt.name in formats if formats else fmt.name not in lent)
    )
    if not chosen:
        return ()
    wanted = replace(publication, formats=chosen, editions=("screen",))
    maker = brochure.make if publication.kind == "brochure" else leaflet.make
    guess = recall(context.project.root).guesses.get(publication.name)
    made = maker(wanted, context, (), guess)
    if has_errors(made.findings):
        raise PrintkitError(made.findings)
    found = []
    for product in made.products:
        if product.master is not None:
            master, said = product.master()
            if has_errors(said):
                raise PrintkitError(said)
            found.append(master)
    return tuple(found)
