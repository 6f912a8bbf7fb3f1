"""What codes of in-person sessions are called on the pages of staff."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

KINDS = {
    "guiding_voices": _l("Guiding Voices meeting"), "rpcf_group": _l("RPCF group"), "training": _l("Training"), "one_to_one": _l("One-to-one"),
    "school_visit": _l("School visit"), "workshop": _l("Workshop"),
}
GROUPS = {"child": _l("Children"), "young_person": _l("Young people"), "parent": _l("Parents and carers"), "practitioner": _l("Practitioners")}
WAYS = {"tablet": _l("On a tablet"), "own_phone": _l("On their own phone"), "paper": _l("On paper"), "scribe": _l("Written down for somebody"),
        "notes": _l("From group notes")}
SOURCES = {"paper": _l("From sheets of paper"), "scribe": _l("I am writing for somebody who is here")}
SCRIBES = {"parent": _l("Parent or carer"), "assistant": _l("Teaching or support assistant"), "advocate": _l("Advocate"), "interpreter": _l("Interpreter"),
           "facilitator": _l("Facilitator"), "other": _l("Somebody else")}
OUTCOMES = {
    "received": _l("received"), "differs": _l("same number, other content: both are kept"), "deleted": _l("taken back before, and not stored again"),
    "rehearsal": _l("practice, not stored"), "kept_apart": _l("kept apart"),
}
DISCARDED = {
    "practice": _l("It was practice"), "asked": _l("The person asked for it"), "again": _l("It was given again elsewhere"), "empty": _l("Nobody had answered anything"),
    "other": _l("Another reason"),
}
"""Why a facilitator discarded something on a tablet. A reason is chosen, never written: it may be about somebody."""
REVOKED = "the tablet was revoked"
"""The reason that `voice.engagement.receiving` writes down; staff may take such an item in."""


def reason(why: str) -> str:
    """Return why something was kept apart, in words that say what it means."""
    known = {
        REVOKED: _("The tablet was revoked before it was sent."),
        "the server's secret is not the one that sealed this session's key": _(
            "The server’s secret has changed, and the old one is missing. Nothing is lost: ask an administrator to put the old secret back, then try again."),
        "the item does not open with this session's key": _("It does not open with this session’s key: it was changed on the way, or belongs to another session."),
        "same id, other content": _("The same number came before with other content. Both are kept; the first one counts."),
    }
    if why.startswith("not an answer"):
        return _("It opened, and what is in it is no answer that this survey knows.")
    return known.get(why) or _("It came damaged: a part of it is missing.")
