"""An address as a picture that a camera reads: plain SVG, without a style of its own."""

from __future__ import annotations

import segno
from markupsafe import Markup

QUIET = 4
"""White squares around it, as the standard asks."""


def qr(address: str) -> Markup:
    """Return an address as an SVG that fills the box it is put in. The page beside it says in words what it is."""
    return Markup(segno.make_qr(address, error="m").svg_inline(border=QUIET, omitsize=True, dark="#000", light="#fff", svgclass="qr__picture", lineclass=None))
