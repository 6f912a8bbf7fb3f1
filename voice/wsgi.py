"""The application for a web server."""

from voice import create_app

app = create_app()
