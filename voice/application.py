"""The application, as a table of contents: each line is a subject with a module of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from voice import assets, errors, finder, headers, i18n, jobs, kinds, pictures, preview, public, rich_text, staff
from voice.bringing import bringing_blueprint
from voice.capture import journey_blueprint, shown
from voice.capture.views import in_room, way_to
from voice.coding import coding_blueprint
from voice.config import ROOT, Settings, flask_config
from voice.editions import editions_blueprint
from voice.engagement import join_blueprint, room_blueprint, sessions_blueprint
from voice.extensions import babel, compress, csrf, limiter, migrate
from voice.learning import learning_blueprint
from voice.log import set_up_log
from voice.models import db
from voice.models.database import may_write, prepare, reads
from voice.outcomes import outcomes_blueprint
from voice.outcomes.stories import public_bp as public_stories
from voice.review import review_blueprint
from voice.secret import secret_of

A_YEAR_S = 31_536_000


def create_app(settings: Settings | None = None, clock: Callable[[], datetime] | None = None) -> Flask:
    """Return the application. `clock` gives the moment in UTC; the real one when left out."""
    settings = settings or Settings()
    set_up_log(settings.log_level)
    app = Flask("voice", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(flask_config(settings, secret_of(settings)))
    app.extensions["settings"], app.extensions["clock"] = settings, clock

    _set_up_database(app)
    babel.init_app(app, locale_selector=i18n.locale_for_babel)
    csrf.init_app(app)
    limiter.init_app(app)
    compress.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "voice" / "migrations"), render_as_batch=True, compare_type=True)
    jobs.set_up(app, settings)

    staff.set_up(app, settings)
    app.register_blueprint(public.bp)
    app.register_blueprint(finder.bp)
    app.register_blueprint(kinds.bp)
    app.register_blueprint(preview.bp)
    app.register_blueprint(journey_blueprint())
    app.register_blueprint(room_blueprint())
    app.register_blueprint(join_blueprint())
    app.register_blueprint(sessions_blueprint())
    app.register_blueprint(review_blueprint())
    app.register_blueprint(bringing_blueprint())
    app.register_blueprint(coding_blueprint())
    app.register_blueprint(editions_blueprint())
    app.register_blueprint(outcomes_blueprint())
    app.register_blueprint(learning_blueprint())
    app.register_blueprint(public_stories)
    headers.promise(app, https=settings.is_production)
    errors.handle(app)
    _set_up_templates(app)
    _serve(app, settings)
    return app


def _set_up_database(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)

    @app.before_request
    def _say_whether_it_writes() -> None:
        reads() if request.method in ("GET", "HEAD", "OPTIONS") else may_write()


def _set_up_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.auto_reload = app.debug
    app.jinja_env.install_gettext_callables(i18n.page_words, i18n.page_words_for, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(
        asset=assets.asset, picture=pictures.picture, mark=pictures.mark, language=i18n.language, languages=i18n.LANGUAGES,
        seven=shown.seven, settings=app.extensions["settings"], words_of=i18n.survey_words, help_facts=public.help_facts, here_in=public.here_in,
        in_room=in_room, way_to=way_to)
    app.jinja_env.filters.update(day=i18n.day_in_words, moment=i18n.moment_in_words, statement_words=shown.statement_words, rich=rich_text.rich)


def _serve(app: Flask, settings: Settings) -> None:
    """Put static files, and the proxies that may be believed, in front."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(assets.BUILD), prefix="static/", max_age=A_YEAR_S, immutable_file_test=lambda *_: True,
        allow_all_origins=False, add_headers_function=headers.promise_of_files)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)  # type: ignore[method-assign]
