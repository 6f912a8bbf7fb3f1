"""What codes are called on the lead's pages."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from voice.i18n import LANGUAGES

ROLES = {
    "child": _l("Child or young person"), "parent": _l("Parent or carer"), "family": _l("Another family member"),
    "education": _l("Works in education"), "health": _l("Works in health"),
    "social_care": _l("Works in social care or early help"), "voluntary": _l("In a voluntary or community group"),
    "facilitator": _l("Facilitator"), "other": _l("Someone else"), "unknown": _l("Did not say who"),
}
VOICES = {
    "self": _l("on their own"), "supported": _l("with help"), "proxy": _l("someone answered for them"),
    "adult": _l("for themselves"), "organisation": _l("for an organisation"),
}
BY = {"role": _l("By role"), "voice": _l("By who helped"), "year": _l("By year")}
READINGS = {"standard": _l("Standard"), "easy": _l("Easy read"), "pictures": _l("Mostly pictures")}
STANCES = {
    "working": _l("Working well"), "change": _l("Needs to change"), "mixed": _l("Mixed"), "neutral": _l("Neutral"),
}
BESIDE_THE_SEVEN = {
    "other": _l("About something else"), "no_view": _l("No view given"), "language": _l("Waiting for a translation"), "waiting": _l("Waiting to be read"),
}
"""Where a comment stands that is under none of the seven."""

CHILDREN = "children"
WHO = {
    CHILDREN: _l("Child or young person"), "child_alone": _l("on their own"), "child_helped": _l("with help"),
    "proxy": _l("Someone answered for a child or young person"), "parent": _l("Parent or carer"),
    "family": _l("Another family member"), "practitioner": _l("Practitioner"), "someone_else": _l("Someone else"),
    "organisation": _l("Organisation"),
}
"""Whose voice it is, as counts of comments show it. Organisations stand apart from people."""
GROUP_OF = {"child_alone": CHILDREN, "child_helped": CHILDREN}
ADULTS = {"parent": "parent", "family": "family", "education": "practitioner", "health": "practitioner",
          "social_care": "practitioner", "voluntary": "practitioner"}

BANDS = {"strong": _l("Strong"), "middle": _l("Middle"), "weak": _l("Weak")}
BACKED = {"decided": _l("Decided by people"), "machine": _l("Suggested by the machine alone")}
"""What backs where a comment stands."""
ORDERS = {"least_sure": _l("Least sure first"), "oldest": _l("Oldest first")}
PLACES = {"open": _l("To decide"), "not_sure": _l("Not sure"), "decided": _l("Decided"), "safeguarding": _l("With safeguarding")}
STATES = {"open": _l("Open again"), "decided": _l("Decided"), "not_sure": _l("Not sure"), "safeguarding": _l("Sent to safeguarding")}
REASONS = {
    "suicide": _l("may want to die"), "self harm": _l("may hurt themselves"), "hurt by someone": _l("hurt by someone"),
    "sexual harm": _l("sexual harm"), "afraid at home": _l("afraid at home"), "neglect": _l("neglect"),
    "restraint or shut in": _l("held or shut in"), "exploitation": _l("exploitation"),
    "threat or danger": _l("threat or danger"), "care harm": _l("harm in care"),
    "word of concern in another language": _l("a word of concern in another language"),
    "reads like a disclosure": _l("reads like something a person should see today"),
}


def who_of(role: str, voice: str) -> str:
    """Return whose voice it is. What an adult said in a child's place is never counted as what a child said."""
    by_voice = {"self": "child_alone", "supported": "child_helped", "proxy": "proxy", "organisation": "organisation"}
    return by_voice.get(voice) or ADULTS.get(role, "someone_else")


def said_by(role: str, voice: str) -> str:
    """Return who said something, and whose voice it is."""
    who = str(ROLES.get(role, ROLES["unknown"]))
    if voice == "proxy" and role != "child":
        return str(_("%(who)s, in a child’s place: someone answered for them", who=who))
    return who if voice == "adult" else f"{who}, {VOICES[voice]}"


def reason(name: str) -> str:
    """Return why a safeguarding lead should see a comment. A newer rule is named as it stands."""
    return str(REASONS.get(name, name))


def language_name(locale: str) -> str:
    return LANGUAGES[locale].name if locale in LANGUAGES else locale


def language_tag(locale: str) -> str:
    return LANGUAGES[locale].tag if locale in LANGUAGES else locale
