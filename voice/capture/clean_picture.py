"""Reads a picture from standard input and writes it anew, without what was hidden in it. Run as a process of its own, within limits.

    python -m voice.capture.clean_picture image/jpeg < in > out
"""

from __future__ import annotations

import io
import resource
import sys
import warnings

from PIL import Image, ImageOps

MEMORY_BYTES = 1_500_000_000
SECONDS = 15
LONGEST_SIDE = 2400
"""Enough for a page of print; a phone's picture is made smaller to it."""
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}


def clean(content: bytes, media_type: str) -> bytes:
    """Return a picture drawn anew: turned as it is looked at, no larger than needed, without place, camera or name."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    picture: Image.Image = ImageOps.exif_transpose(Image.open(io.BytesIO(content), formats=[FORMATS[media_type]]))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = picture.convert("RGBA" if media_type == "image/png" and "A" in picture.getbands() else "RGB")
    fresh = Image.new(bare.mode, bare.size)
    fresh.paste(bare)
    out = io.BytesIO()
    fresh.save(out, FORMATS[media_type], **({"quality": 88} if media_type == "image/jpeg" else {"optimize": True}))
    return out.getvalue()


def main() -> int:
    """Return 0 when the picture could be drawn anew."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        sys.stdout.buffer.write(clean(sys.stdin.buffer.read(), sys.argv[1]))
    except Exception:
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
