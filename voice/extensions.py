"""Libraries that Voice stands on, made once and bound to the application in `create_app`."""

from __future__ import annotations

from flask_babel import Babel
from flask_compress import Compress
from flask_limiter import Limiter
from flask_migrate import Migrate
from flask_security import Security, SQLAlchemyUserDatastore
from flask_wtf import CSRFProtect

from voice.models import Role, User, WebAuthn, db

babel = Babel()
compress = Compress()
csrf = CSRFProtect()
limiter = Limiter(key_func=lambda: "everybody", headers_enabled=False)
migrate = Migrate()
security = Security()
datastore = SQLAlchemyUserDatastore(db, User, Role, WebAuthn)
