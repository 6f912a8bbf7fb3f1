import json

import pytest

from voice.themes import files
from voice.themes.files import UnreadableFile, theme_file


def themed(folder, content, name="in.jsonl"):
    source, target = folder / name, folder / "out.jsonl"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    summary = theme_file(source, target)
    return summary, [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_a_finding_has_exactly_the_keys_that_readers_rely_on(tmp_path):
    _, (record,) = themed(tmp_path, '{"id": "a", "text": "I get bullied in Maltby, ring 07700 900123"}\n')
    assert list(record) == ["id", "statements", "stance", "concern", "personal", "place", "status", "language", "strands"]
    safe = next(one for one in record["statements"] if one["code"] == "safe")
    assert list(safe) == ["code", "score", "evidence"]
    assert (safe["code"], safe["evidence"]) == ("safe", [[6, 13]])
    assert 0.3 <= safe["score"] <= 1
    assert record["concern"] == {"flag": False, "reasons": []}
    assert (record["place"], record["personal"]) == ([[17, 23]], [[30, 42]])
    assert (record["stance"], record["status"]) == ("change", "themed")


def test_every_line_has_its_answer_in_its_place_and_the_summary_counts_them(tmp_path):
    lines = [
        {"id": "a", "text": "I get bullied", "who": "child", "prompt": "How is school?"},
        {"id": "b", "text": "pizza", "who": None},
        {"id": "c", "text": "idk", "extra": [1]},
        {"id": "d", "text": "I play near the swings", "asked": "belong"},
        {"id": "e", "text": ""},
    ]
    summary, records = themed(tmp_path, "\n\n".join(json.dumps(line) for line in lines))
    assert [(r["id"], r["status"]) for r in records] == [
        ("a", "themed"), ("b", "other"), ("c", "no_view"), ("d", "themed"), ("e", "no_view")
    ]
    assert (summary.read, summary.themed, summary.other, summary.no_view, summary.errors) == (5, 2, 1, 2, 0)
    assert summary.seconds >= 0


@pytest.mark.parametrize(
    ("line", "identity", "word"),
    [
        (b"SECRET not json", None, "not JSON"),
        (b'{"id": "x", "text": "SECRET"', None, "not JSON"),
        (b"\xff\xfe SECRET", None, "not JSON"),
        (b'["SECRET"]', None, "not a JSON object"),
        (b'"SECRET"', None, "not a JSON object"),
        (b"null", None, "not a JSON object"),
        (b'{"text": "SECRET"}', None, "id is missing"),
        (b'{"id": "x"}', "x", "text is missing"),
        (b'{"id": "x", "text": null}', "x", "text is missing"),
        (b'{"id": [7], "text": "SECRET"}', None, "id is not text"),
        (b'{"id": "x", "text": ["SECRET"]}', "x", "text is not text"),
        (b'{"id": "x", "text": "SECRET", "prompt": 3}', "x", "prompt is not text"),
        (b'{"id": "", "text": "SECRET"}', "", "id is empty"),
        (b"[" * 100_000, None, "not JSON"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "SECRET"}', None, "not JSON"),
    ],
)
def test_a_broken_line_is_named_without_its_words_and_the_rest_is_read(tmp_path, line, identity, word):
    good = b'{"id": "good", "text": "I get bullied"}'
    summary, records = themed(tmp_path, b"\n".join([good, line, good]))
    assert [r.get("status") for r in records] == ["themed", None, "themed"]
    assert list(records[1]) == ["id", "error"]
    assert records[1]["id"] == identity
    assert word in records[1]["error"]
    assert "line 2" in records[1]["error"]
    assert "SECRET" not in records[1]["error"]
    assert summary.errors == 1


def test_mistakes_keep_their_place_across_batches(tmp_path):
    lines = [json.dumps({"id": str(n), "text": "idk"}) if n % 7 else "broken" for n in range(700)]
    _, records = themed(tmp_path, "\n".join(lines))
    assert ["error" in record for record in records] == [n % 7 == 0 for n in range(700)]


def test_a_csv_from_a_spreadsheet_is_read(tmp_path):
    rows = ("ID,Text,prompt", 'a,"I am bullied, a lot\nevery day",How is it?', "b,,", "c,Nothing,What is good?", "d")
    content = "\ufeff" + "\n".join(rows)
    summary, records = themed(tmp_path, content, "in.csv")
    assert [record["id"] for record in records] == ["a", "b", "c", "d"]
    assert [record.get("status") for record in records] == ["themed", "no_view", "other", None]
    assert "text is missing" in records[3]["error"]
    assert summary.read == 4


@pytest.mark.parametrize("content", ["id,words\na,SECRET\n", "", "SECRET\n"])
def test_a_csv_without_a_text_column_is_refused_in_clear_words(tmp_path, content):
    with pytest.raises(UnreadableFile, match="text") as error:
        themed(tmp_path, content, "in.csv")
    assert "SECRET" not in str(error.value)
    assert not (tmp_path / "out.jsonl").exists()


def test_a_target_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    (tmp_path / "out.jsonl").write_text("before", encoding="utf-8")

    def fails(lines):
        yield {"id": "a", "status": "other"}
        raise OSError

    monkeypatch.setattr(files, "records", fails)
    with pytest.raises(OSError):
        themed(tmp_path, '{"id": "a", "text": "hello"}')
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_lone_surrogate_in_a_file_is_read_and_written(tmp_path):
    _, (record,) = themed(tmp_path, rb'{"id": "\ud800", "text": "\ud800 I get bullied"}')
    assert record["statements"][0]["evidence"] == [[8, 15]]
