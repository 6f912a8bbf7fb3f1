"""What every answer of the server tells the browser: nothing from elsewhere, nothing kept, nothing framed (R38)."""

from __future__ import annotations

from wsgiref.headers import Headers

from flask import Flask, Response, g, request

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'{images}; connect-src 'self'; form-action 'self'; "
          "base-uri 'none'; {frames}")
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), payment=(), usb=()",
}


def promise(app: Flask, https: bool) -> None:
    """Put the headers on every response of an application."""

    @app.after_request
    def _headers(response: Response) -> Response:
        # The sign-in library draws the authenticator's QR code as a data: image.
        images = " data:" if request.path.startswith("/staff/") else ""
        frames = g.get("frames", "")  # the preview shows pages of its own in frames; nothing else does, and nobody else may
        if "frame-ancestors" not in frames:
            frames = f"frame-ancestors 'none'; {frames}".rstrip("; ")
        response.headers.setdefault("Content-Security-Policy", POLICY.format(images=images, frames=frames))
        response.headers.update(ALWAYS)
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.add("Cookie")
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response


def promise_of_files(found: Headers, _path: str, _url: str) -> None:
    """Put the same promises on static files."""
    for name, value in ALWAYS.items():
        found[name] = value
