"""What every answer of the server tells the browser: nothing from elsewhere, nothing kept, nothing framed (R38)."""

from __future__ import annotations

from wsgiref.headers import Headers

from flask import Flask, Response, request

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'{images}; connect-src 'self'; form-action 'self'; manifest-src 'self'; "
          "base-uri 'none'; {frames}")
NO_FRAMES = "frame-ancestors 'none'"
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
        response.headers.setdefault("Content-Security-Policy", POLICY.format(images=images, frames=NO_FRAMES))
        response.headers.update(ALWAYS)
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.add("Cookie")
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response


def with_frames(response: Response, frames: str) -> Response:
    """Let one page show frames of our own, or stand in one: the preview does, nothing else, and nobody else may."""
    response.headers["Content-Security-Policy"] = POLICY.format(images="", frames=frames)
    return response


def promise_of_files(found: Headers, _path: str, _url: str) -> None:
    """Put the same promises on static files."""
    for name, value in ALWAYS.items():
        found[name] = value
