"""Begins a new survey: a folder with a definition that is whole, from a few answers, to be made longer by hand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from surveys.library import HERE, load

SLUG = re.compile(r"[a-z][a-z0-9-]{2,39}")
USUAL_PICTURES = {"yes": "yes", "no": "no", "not sure": "unsure", "i am not sure": "unsure", "good": "good", "ok": "so-so", "not good": "not-good",
                  "better": "better", "the same": "same", "worse": "worse", "school": "school", "home": "home", "friends": "friends", "sometimes": "sometimes"}
"""Pictures for answers that many surveys have. Any other answer begins with the one for something else."""
SOMETHING_ELSE = "something-else"


class NotBegun(ValueError):
    """A survey could not be begun. The message says what to do."""


@dataclass(frozen=True)
class Sketch:
    """What a new survey begins with. Without `answers` its question is answered in words."""

    slug: str
    title: str
    easy_title: str
    question: str
    easy_question: str
    yearly: bool = False
    asks: str = ""
    """child, parent or practitioner; empty for everybody, who are then asked who they are."""
    answers: tuple[tuple[str, str], ...] = field(default=())
    """Pairs of an answer in full words and in easy read."""


def begin(sketch: Sketch, root: Path = HERE) -> Path:
    """Write the definition of a new survey and return its file.

    Raises NotBegun when the name will not do, or is taken.
    """
    path = _free(sketch.slug, root)
    path.parent.mkdir()
    path.write_text(TEMPLATE.format(
        slug=sketch.slug, when="yearly: true" if sketch.yearly else "edition: \"1\"", title=_quoted(sketch.title), easy_title=_quoted(sketch.easy_title),
        asks=f"asks: {sketch.asks}\n" if sketch.asks else "", who=_who(sketch), question=_question(sketch)), encoding="utf-8")
    return path


def frame() -> dict[str, Any]:
    """Return what every new survey says before and after its questions: `minutes`, `start`, `next_steps` and `easy_next_steps`."""
    blank = TEMPLATE.format(slug="blank", when="", title="''", easy_title="''", asks="", who="", question="      - id: none")
    raw: dict[str, Any] = yaml.safe_load(blank)
    return {key: raw[key] for key in ("minutes", "start", "next_steps", "easy_next_steps")}


def _who(sketch: Sketch) -> str:
    """Return the questions on who answers: everybody is asked who they are, children who helped them."""
    return {"": ROLE + HELPER.format(when="        show_if: {question: role, is: child}\n"), "child": HELPER.format(when="")}.get(sketch.asks, "")


def take(slug: str, definition: str, root: Path = HERE) -> Path:
    """Put a definition that came from elsewhere among the surveys and return its file, if it is one that can be read.

    Raises NotBegun when the name will not do or is taken, SurveyMistake when the definition cannot be used; nothing is written then.
    """
    path = _free(slug, root)
    with TemporaryDirectory() as elsewhere:
        tried = Path(elsewhere) / slug / path.name
        tried.parent.mkdir()
        tried.write_text(definition, encoding="utf-8")
        load(tried)
    path.parent.mkdir()
    path.write_text(definition, encoding="utf-8")
    return path


def _free(slug: str, root: Path) -> Path:
    """Return the file for a new survey, if its name will do and is free."""
    if not SLUG.fullmatch(slug):
        raise NotBegun("A survey's name has 3 to 40 small letters, digits and -, and begins with a letter, like my-school-2026.")
    if (root / slug).exists():
        raise NotBegun(f"There is a folder surveys/{slug} already. Choose another name, or change what is in it.")
    return root / slug / "survey.yaml"


def _quoted(words: str) -> str:
    """Return words as YAML takes them, whatever is in them."""
    return json.dumps(" ".join(words.split()), ensure_ascii=False)


def _question(sketch: Sketch) -> str:
    if not sketch.answers:
        return WORDS.format(text=_quoted(sketch.question), easy=_quoted(sketch.easy_question))
    values = _values([full for full, _ in sketch.answers])
    options = "\n".join(f"          - {{value: {value}, label: {_quoted(full)}}}" for value, (full, _) in zip(values, sketch.answers, strict=True))
    easy = "\n".join(f"            {value}: {{label: {_quoted(short)}, picture: \"{USUAL_PICTURES.get(short.strip().lower(), SOMETHING_ELSE)}\"}}"
                     for value, (_, short) in zip(values, sketch.answers, strict=True))
    return CHOICE.format(text=_quoted(sketch.question), easy=_quoted(sketch.easy_question), options=options, easy_options=easy)


def _values(answers: list[str]) -> list[str]:
    """Return a stored value for each answer: its letters, with a number where two would be the same."""
    values: list[str] = []
    for answer in answers:
        bare = re.sub(r"[^a-z0-9]+", "_", answer.lower()).strip("_")[:36]
        value = f"a_{bare}" if not re.match(r"[a-z][a-z0-9_]", bare) or bare in ("yes", "no", "on", "off", "true", "false") else bare
        values.append(value if value not in values else f"{value}_{len(values) + 1}")
    return values


CHOICE = """      - id: main_question
        kind: choose_one
        text: {text}
        options:
{options}
        easy:
          text: {easy}
          hint: Choose 1.
          options:
{easy_options}"""

WORDS = """      - id: main_question
        kind: comment
        text: {text}
        easy:
          text: {easy}
          ideas:
            - {{picture: said, text: Tell us what you think.}}"""

ROLE = """  - id: who
    title: Who you are
    easy_title: Who you are
    says_who: true
    questions:
      - id: role
        kind: choose_one
        text: Who are you answering as?
        options:
          - {value: child, label: A child or young person with SEND}
          - {value: parent, label: A parent or carer}
          - {value: family, label: Another family member}
          - {value: education, label: Someone who works in education}
          - {value: health, label: Someone who works in health}
          - {value: social_care, label: Someone who works in social care or early help}
          - {value: voluntary, label: Someone in a voluntary or community group}
          - {value: other, label: Someone else}
        easy:
          text: Who are you?
          hint: Choose 1.
          options:
            child: {label: A child or young person who needs extra help, picture: young-person}
            parent: {label: A parent or carer, picture: parent}
            family: {label: Another person in the family, picture: family}
            education: {label: I work in a school or college, picture: teacher}
            health: {label: I work in health, picture: nurse}
            social_care: {label: I work in social care or early help, picture: social-worker}
            voluntary: {label: I work in a charity or group, picture: charity}
            other: {label: Someone else, picture: someone-else}
"""

HELPER = """  - id: help
    title: Who helps you
    easy_title: Who helps you
    says_who: true
    questions:
      - id: helper
        kind: choose_one
        text: Is someone helping you to answer?
        hint: If more than one is true, choose the lowest on the list.
{when}        options:
          - {{value: nobody, label: "Nobody, I am answering by myself"}}
          - {{value: read, label: Someone reads it to me}}
          - {{value: wrote, label: Someone writes my words}}
          - {{value: chose, label: Someone chooses answers for me}}
        easy:
          text: Is someone helping you?
          hint: Choose 1.
          options:
            nobody: {{label: Nobody is helping me, picture: alone}}
            read: {{label: Someone reads it to me, picture: read-to-me}}
            wrote: {{label: Someone writes my words, picture: wrote-for-me}}
            chose: {{label: Someone chooses answers for me, picture: chose-for-me}}
"""

TEMPLATE = """# Written by `voice surveys new`. The guide is docs/add-a-survey.md. After each change: .venv/bin/voice surveys check {slug}
#
# value  is stored and never shown. Never change or use one again once somebody has answered.
# label  is shown and may be mended. id is the name of a question in its address; never use one again for another question.
# easy   is the easy-read twin: the same question in short words with pictures (names of files in static/pictures).

slug: {slug}
{when}
{asks}title: {title}
easy_title: {easy_title}
minutes: {{standard: 2, easy: 3, pictures: 3}}

start:
  lead: Your answers help %(council)s and its partners to make things better for children and young people with SEND.
  facts:
    - {{picture: clock, text: "It takes about %(minutes)s minutes."}}
    - {{picture: calendar, text: "It is open from %(opens_on)s to %(closes_at)s on %(closes_on)s."}}
    - {{picture: skip, text: "You can skip any question, and stop at any time."}}
    - {{picture: no-name, text: "We do not ask your name. Please do not write names in your answers."}}
    - {{picture: danger, text: "If you tell us someone is in danger we may have to tell someone who can help."}}
  folds:
    - title: Who is asking, and who can answer
      text:
        - "%(council)s is asking, together with its partners in education, health and social care and the %(partner_forum)s."
        - Anyone can answer.
    - title: Other ways to answer
      text:
        - "You can answer in easy read, or with mostly pictures. You can also answer on paper, by phone or in person. Call %(help_phone)s or email %(help_email)s."
    - title: How we use your answers, and who sees them
      text:
        - A small team reads every answer. Others see numbers, and words of people who said we may use them. We never add a name.
        - "When you send your answers you get a receipt code. With it we can remove your answers until %(withdraw_until)s. Our privacy page says more."
    - title: What happens next
      text:
        - "We read every answer. A summary, and what we change, will be on this website by %(summary_by)s."
  easy:
    - {{picture: ask-you, text: We want to know what you think.}}
    - {{picture: clock, text: "It takes about %(minutes)s minutes."}}
    - {{picture: skip, text: You can skip any question.}}
    - {{picture: stop, text: You can stop at any time.}}
    - picture: no-name
      text: |-
        We do not ask for your name.
        Please do not write names.
    - picture: calendar
      text: |-
        Please answer by %(closes_on)s.
        We close at %(closes_at)s on that day.
    - {{picture: council, text: "%(council)s asks these questions."}}
    - {{picture: phone, text: "For help, call %(help_phone)s."}}
    - {{picture: team-reads, text: A small team reads every answer.}}
    - picture: tell-someone
      text: |-
        You may tell us that someone is in danger.
        Then we may have to tell someone who can help.
    - picture: told
      text: |-
        We will tell you what we change.
        This will be on our website by %(summary_by)s.

sections:
{who}  - id: main
    title: {title}
    easy_title: {easy_title}
    questions:
{question}

next_steps:
  - {{picture: team-reads, title: We read every answer}}
  - {{picture: told, title: We tell you what changed, text: "A summary will be on this website by %(summary_by)s."}}

easy_next_steps:
  - {{picture: team-reads, title: We will read what you said.}}
  - {{picture: told, title: We will tell you what we change.}}
"""
