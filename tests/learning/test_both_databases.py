"""SQLite and PostgreSQL keep the same promises about models."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from voice import clock
from voice.models import ModelRelease, writing

BY = {"decided_by": "account 1", "reason": "Better"}


def keep(name: str, **more: str) -> None:
    with writing() as session:
        session.add(ModelRelease(**{"name": name, "sha256": "0" * 64, "figures": {}, "made_at": clock.now(), **more}))


def test_no_two_models_are_in_use_and_somebody_says_why(app_on_both):
    with app_on_both.app_context():
        keep("learnt-00000001", state="in use", **BY)
        keep("learnt-00000002", state="retired", **BY)
        keep("learnt-00000003")
        for wrong in ({"state": "in use", **BY}, {"state": "refused"}, {"state": "refused", **BY, "reason": ""}, {"state": "better"}, {"sha256": "0"}):
            with pytest.raises(IntegrityError):
                keep("learnt-00000004", **wrong)
