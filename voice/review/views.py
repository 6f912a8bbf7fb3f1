"""The lead's pages. Each stands behind `needs`; whoever reads comments is in the audit trail."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from surveys.schema import STATEMENTS
from voice import clock
from voice.capture.shown import WITHOUT_MEASURE, seven, statement
from voice.coding.measuring import machine_is_right, newest_measured
from voice.models import writing
from voice.models.comment import STANCES
from voice.review import answers as chosen_answers
from voice.review import choices, choosing, comments, counts, phrases, queue, strands, summary, tables, words, years
from voice.review.came import Came
from voice.review.choosing import Asked, asked_for, asked_without_people
from voice.review.desk import sees_safeguarding
from voice.running import settings
from voice.small_numbers import ALL
from voice.staff import audit
from voice.staff.access import may, needs


def page(template: str, asked: Asked, **given: Any) -> str:
    """Return a page with what all of them are given."""
    return render_template(f"pages/review/{template}.html", asked=asked, survey=asked.survey, edition=asked.edition,
                           below=settings().small_number, words=words, **given)


@needs("counts", "read")
def overview(slug: str) -> ResponseReturnValue:
    """Show who answered, and how many comments there are on each statement."""
    asked, people = asked_for(slug)
    below = settings().small_number
    found = counts.comments_by_code(asked.edition.id, asked.is_example)
    by_code = {code: tables.comments(found[code], below, summary.stances_of(code)) for code in counts.CODES}
    return page("overview", asked, people=tables.people(people, below), by_code=by_code, statements=seven(),
                confirmed={code: tables.confirmed(table, below) for code, table in by_code.items()},
                beside=counts.BESIDE, stances=STANCES, without_measure=WITHOUT_MEASURE,
                concerns=counts.concerns(asked.edition.id, asked.is_example), choices=_choices(asked), may_decide=may(current_user, "comments", "decide"),
                second_level=strands.beside(asked.edition.id, asked.is_example, below), unread=counts.UNREAD,
                to_translate=queue.tally(asked.edition.id, asked.is_example)["translation"],
                measured=newest_measured(asked.edition.id, asked.is_example),
                who=[who for who in words.WHO if who not in words.GROUP_OF
                     and any(table.cell(who) != 0 for table in by_code.values())])


def _choices(asked: Asked) -> tuple[int, int] | None:
    """Return how many choices a safeguarding lead should see, and how many of them nobody has looked at; None for everybody else, and where there are none."""
    found = choices.tally(asked) if sees_safeguarding() else (0, 0)
    return found if found[0] else None


@needs("comments", "read")
def statement_page(slug: str, code: str) -> ResponseReturnValue:
    """Show whose comments stand under a statement, which way they go, and the comments."""
    if code not in counts.CODES:
        abort(404)
    asked = asked_without_people(slug)
    by = choosing.narrowed(request.args, asked.survey, code)
    which = (asked.edition.id, asked.is_example, code)
    sees = sees_safeguarding()
    under = counts.comments_under(*which)
    n = counts.how_many(*which, by, sees) if by.is_set else sum(under.values()) - (0 if sees else summary.on_the_desk(under, "safeguarding"))
    paging = choosing.paging(request.args, n, settings().comments_a_page)
    ids = counts.newest(*which, by, paging.start, settings().comments_a_page, sees)
    first = summary.sides(which) if paging.number == 1 and not by.is_set else {}
    read = list(dict.fromkeys([*ids, *(id for side in first.values() for id in side)]))
    shown = {one.id: one for one in comments.shown(read, asked.survey, code)}
    about = statement(code) if code in STATEMENTS else None
    new = phrases.whats_new(*which, settings().small_number)
    measured = (machine_is_right(asked.edition.id, asked.is_example) or {}).get(code) if first else None
    made = page("statement", asked, code=code, measured=measured, new=new, strand_names=strands.under(code),
                is_unread=code in counts.UNREAD, about=about, by=by, paging=paging,
                came=Came(code, by, paging.number), today=clock.today(),
                comments=[shown[id] for id in ids], sides={stance: [shown[id] for id in side] for stance, side in first.items()},
                questions=choosing.comment_questions(asked.survey), length=tables.length(n, settings().small_number),
                **summary.summary(under, which, settings().small_number))
    _remember_reading(f"{slug}/{code}", list(dict.fromkeys([*read, *phrases.quoted(new)])))
    return made


def _remember_reading(subject: str, ids: list[str]) -> None:
    """Write who read which comments into the audit trail, before anybody does. Ids, no words."""
    if ids:
        with writing():
            audit.record("read_comments", subject, " ".join(ids))


@needs("answers", "read")
def answers(slug: str) -> ResponseReturnValue:
    """Show what people chose, question by question: everybody, one role, or side by side by role, by who helped, or by year."""
    asked, people = asked_for(slug)
    by, role = known(request.args.get("by"), words.BY), known(request.args.get("role"), words.ROLES)
    sections = chosen_answers.closed(asked.survey)
    wanted = known(request.args.get("section"), {section.id for section, _ in sections})
    shown = [(section, questions) for section, questions in sections if wanted in ("", section.id)]
    below, ids = settings().small_number, [q.id for _, questions in shown for q in questions]
    found = chosen_answers.chosen(asked.edition.id, asked.is_example, ids)
    results = [(section, [chosen_answers.result(q, found.get(q.id, {}), below) for q in questions]) for section, questions in shown]
    tables = people_tables(people)
    return page("answers", asked, role=role if not by else "", by=by, section=wanted, sections=[section for section, _ in sections], results=results,
                people=tables, columns=columns_of(by, role, tables), years=years.beside(asked, shown, below) if by == "year" else None,
                straight=counts.straight(asked.edition.id, asked.is_example, below))


def people_tables(people: Mapping[tuple[str, str, str], int]) -> tables.People:
    return tables.people(people, settings().small_number)


def known(wanted: str | None, values: Container[str]) -> str:
    """Return what an address asks for where it is known, else nothing."""
    return wanted if wanted and wanted in values else ""


def columns_of(by: str, role: str, people: tables.People) -> list[tuple[str, str, str]]:
    """Return the columns of a page of answers: (way to split, column, heading). All stands first where several are shown."""
    if by == "role":
        return [("role", ALL, _("All")), *(("role", each, str(words.ROLES[each])) for each in people.roles)]
    if by == "voice":
        return [("voice", ALL, _("All")), *(("voice", each, str(words.VOICES[each])) for each in people.voices)]
    return [("role", role or ALL, _("Responses"))]
