"""Words to translate: collected from templates, code and questionnaires into one catalogue a language and a domain."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from surveys.library import all_surveys, load
from surveys.new import Sketch, begin
from surveys.scales import SCALES
from surveys.schema import Part, Survey
from voice.config import ROOT
from voice.i18n import LANGUAGES

FOLDER = ROOT / "translations"
METHODS = [("voice/**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS: dict[str, dict[str, str]] = {"templates/**.html": {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}}
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
WORDS = {"title", "easy_title", "text", "hint", "note", "label", "word", "means", "lead", "source", "missing", "easy_folds"}
"""Keys of a definition that hold words for people; everything else is an id, a rule or a picture's name."""


def interface() -> Catalog:
    """Return every text of the interface, in the order of files."""
    catalog = Catalog(project="Voice", charset="utf-8")
    found = extract_from_dir(ROOT, METHODS, OPTIONS, KEYWORDS, directory_filter=lambda folder: Path(folder).name in _folders())
    for name, line, message, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def _folders() -> set[str]:
    return {ROOT.name, "voice", "templates"} | {p.name for top in ("voice", "templates") for p in (ROOT / top).rglob("*") if p.is_dir()}


def questionnaires() -> Catalog:
    """Return every text of the questionnaires, the words of the scales, and the seven statements."""
    from voice.capture.shown import STATEMENT_WORDS

    catalog = Catalog(project="Voice", charset="utf-8")
    for survey in all_surveys().values():
        for text, where in texts_of(survey):
            catalog.add(text, None, [(f"surveys/{survey.slug}/survey.yaml", 1)], auto_comments=[where])
    for text, where in frame_texts():
        catalog.add(text, None, [("surveys/new.py", 1)], auto_comments=[where])
    for kind, scale in SCALES.items():
        for point in (*scale.standard, *scale.easy):
            catalog.add(point.label, None, [("surveys/scales.py", 1)], auto_comments=[f"scale {kind} > {point.value}"])
    for code, words in STATEMENT_WORDS.items():
        catalog.add(words, None, [("voice/capture/shown.py", 1)], auto_comments=[f"statement {code}"])
    return catalog


def texts_of(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield each text for people and where it stands."""
    yield from _texts(survey, survey.slug)


def frame_texts() -> Iterator[tuple[str, str]]:
    """Yield what every new survey says before and after its questions, and who answers, so that it is translated before there is one."""
    with TemporaryDirectory() as folder:
        survey = load(begin(Sketch("new-survey", "New survey", "New survey", "How is it?", "How is it?"), Path(folder)))
    yield from ((text, where) for text, where in texts_of(survey) if text not in ("New survey", "How is it?"))


def _texts(part: Part, where: str) -> Iterator[tuple[str, str]]:
    for key in type(part).model_fields:
        value = getattr(part, key)
        here = f"{where} > {getattr(value, 'id', key)}"
        if isinstance(value, str) and key in WORDS:
            yield value, here
        elif isinstance(value, Part):
            yield from _texts(value, here)
        elif isinstance(value, tuple | dict):
            for item in value.values() if isinstance(value, dict) else value:
                if isinstance(item, Part):
                    name = next((str(v) for k in ("id", "value") if (v := getattr(item, k, None))), key)
                    yield from _texts(item, f"{where} > {name}")
                elif isinstance(item, str) and key in WORDS:
                    yield item, here


def update() -> list[str]:
    """Write templates and bring each language up to date; what was translated stays. Return what each still lacks."""
    said = []
    for domain, catalog in (("messages", interface()), ("surveys", questionnaires())):
        for code in LANGUAGES:
            if code == "en":
                continue
            path = FOLDER / code / "LC_MESSAGES" / f"{domain}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            known = read_po(io.BytesIO(path.read_bytes()), locale=code) if path.exists() else Catalog(locale=code, charset="utf-8")
            known.update(catalog, no_fuzzy_matching=True)
            known.obsolete.clear()
            with path.open("wb") as file:
                write_po(file, known, width=120, sort_output=False, omit_header=False, include_lineno=False)
            missing = sum(1 for message in known if message.id and not message.string)
            said.append(f"{code} {domain}: {len(known)} texts, {missing} not translated.")
    return said


def compile() -> list[str]:
    """Compile every catalogue beside its source, and return which."""
    said = []
    for path in sorted(FOLDER.glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3])
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        said.append(f"{path.parts[-3]} {path.stem}: compiled.")
    return said
