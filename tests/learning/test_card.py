"""The model card says how right what reads now is, in plain words, and admits what is not known."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.desk import HOME
from tests.review.builders import a_comment
from voice.learning import card as cards
from voice.learning import releases
from voice.learning.card import one_in
from voice.themes import release
from voice.themes.release import FIGURES, figures_of

PAGE = "/staff/model"


@pytest.fixture
def figures():
    found = figures_of(FIGURES)
    if found is None:
        pytest.skip("the figures beside the model are of another release: run voice themes evaluate FILE --keep")
    return found


@pytest.mark.parametrize("role", ["lead", "safeguarding", "admin"])
def test_everybody_who_reads_counts_reads_the_card(a_reader, role):
    page = a_reader(role).opens(PAGE)
    assert page.status == 200
    assert ("Models learnt from your decisions" in page.text) == (role == "admin")


def test_the_board_and_facilitators_do_not(a_reader):
    assert [a_reader(role).opens(PAGE).status for role in ("board", "facilitator")] == [404, 404]


def test_each_statement_has_its_figures_and_a_plain_sentence(lead, figures):
    page = lead.opens(PAGE)
    row = figures["codes"]["safe"]
    assert page.table("How right it is for each statement")["3 I feel safe"][:4] == [f"{row[name]:.2f}" for name in ("precision", "recall", "f1", "kappa")]
    assert f"Of 100 comments it puts here, {round(100 * row['precision'])} are right. Of 100 that belong here, it finds {round(100 * row['recall'])}." in page.text


def test_it_says_that_concerns_are_missed_and_who_labelled(lead, figures):
    page = lead.opens(PAGE).text
    assert "So read everything, not only what it raises." in page
    assert "Writers and coders were language models, not people with experience of SEND." in page
    assert "None of them is a real answer from Rotherham" in page


def test_a_group_that_is_read_worse_stands_in_bold(lead, figures, monkeypatch):
    monkeypatch.setattr(cards, "figures_of", lambda *_: {**figures, "unfair": ["parents"]})
    page = lead.opens(PAGE)
    assert "No. Some groups lie more than 0.10 below the whole" in page.text
    assert [one.get_text() for one in page.soup.select("tbody th strong")] == ["Parents and carers"]


def test_figures_of_another_release_are_not_shown(lead, monkeypatch):
    monkeypatch.setattr(release, "RULES", "rules-99")
    page = lead.opens(PAGE)
    assert "There are no figures for what reads now (rules-99" in page.text
    assert "How right it is for each statement" not in page.text


def test_without_a_model_it_says_that_the_rules_work_alone(lead, monkeypatch, tmp_path):
    monkeypatch.setattr(releases, "FOLDER", tmp_path)
    page = lead.opens(PAGE)
    assert "The learnt part is missing, so the rules work alone." in page.text
    assert "There are no figures for what reads now" in page.text


def test_the_desk_and_the_statements_lead_here(lead):
    a_comment("I feel safe", ("safe",))
    for path in ("/desk", "/", "/statements/safe"):
        page = lead.opens(HOME + path)
        assert PAGE in [link["href"] for link in page.soup.select("main a[href]")], path


def test_web_processes_never_load_what_reads_or_fits():
    """They read the card and its figures; spaCy and scikit-learn would cost each of them a second and a hundred MB."""
    heavy = "import voice.application, voice.learning.views, voice.learning.admin, sys; print(sorted({'spacy', 'sklearn', 'scipy', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_a_share_is_said_as_one_in_so_many():
    assert [one_in(share) for share in (0.07, 0.5, 0.0, 0.9)] == [14, 2, None, None]
