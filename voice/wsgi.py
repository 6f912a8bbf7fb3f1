"""The application for a web server."""

import gc

from voice import create_app

app = create_app()

# What is loaded by now stays for good: the collector need not look through it again and again.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
