"""Answers and hits as JSON: exactly the fields that docs/json.md names."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from passages import DAY, PUBLISHED, hit

from index import Coverage, Filter, Span
from qa.plan import plan
from qa.record import answer_record, hit_record, search_record
from qa.values import AlsoIn, Answer, Citation, Refusal, Sentence

DOCUMENTED = Path(__file__).parents[2].joinpath("docs/json.md").read_text(encoding="utf-8")
QUERY = plan("Who resigned in June 2022?", where=Filter(as_of=DAY), today=DAY)
HIT = replace(
    hit("It sailed.", "a", 7, title="Ferry", source="CNN", published=PUBLISHED, score=0.0325, similarity=0.51237),
    ranks={"dense": 1, "lexical": 3},
)
CITATION = Citation(
    number=1,
    article_id="a",
    version="v1",
    title="Ferry",
    source="CNN",
    url="https://a.example",
    published=datetime(2022, 7, 22, 9, 30, tzinfo=timezone(timedelta(hours=1))),
    quote="It sailed.",
    start=7,
    end=17,
    spans=(Span(7, 17),),
    passage="It sailed.",
    passage_start=7,
    also_in=(AlsoIn("b", "Boat", None, None, None),),
)
ANSWER = Answer(
    question="Who resigned in June 2022?",
    query=QUERY,
    text="It sailed. [1]",
    sentences=(Sentence("It sailed.", (1,), "partial", ("only part",), Span(3, 9)),),
    citations=(CITATION,),
    refusal=None,
    model="quotes",
    prompt=None,
    hits=(HIT,),
    notes=("A note.",),
    timings={"plan": 0.123456, "search": 1.0, "write": 2.0, "check": 3.0, "total": 6.2},
    usage={"total_tokens": 4},
    confidence=0.87654321,
)
REFUSED = replace(
    ANSWER,
    sentences=(),
    citations=(),
    refusal=Refusal("not covered", "No.", Coverage(3, 9, PUBLISHED, None), (HIT,)),
    usage=None,
)


def documented(verb):
    """The names in the braces after a verb in the document."""
    part = DOCUMENTED[DOCUMENTED.index(f"**`{verb}`**") :].split("**")[2]
    return set(re.findall(r'"(\w+)"', part))


def keys(record):
    """All keys in a record, however deep."""
    if isinstance(record, dict):
        return set(record).union(*map(keys, record.values()))
    return set().union(*map(keys, record)) if isinstance(record, list) else set()


def test_an_answer():
    record = answer_record(ANSWER)
    assert " ".join(record) == (
        "question query as_of window text sentences citations refusal model prompt notes confidence timings_ms usage"
    )
    assert record["query"] == "Who resigned in June 2022?"
    assert record["as_of"] == "2022-07-23"
    assert record["window"] == {"after": "2022-06-01", "before": "2022-06-30"}
    assert record["sentences"] == [
        {
            "text": "It sailed.",
            "citations": [1],
            "verdict": "partial",
            "problems": ["only part"],
            "quoted": False,
            "answer": [3, 9],
        }
    ]
    assert record["citations"] == [
        {
            "number": 1,
            "article_id": "a",
            "title": "Ferry",
            "source": "CNN",
            "url": "https://a.example",
            "published": "2022-07-22T09:30:00+01:00",
            "version": "v1",
            "quote": "It sailed.",
            "start": 7,
            "end": 17,
            "spans": [[7, 17]],
            "also_in": [{"article_id": "b", "title": "Boat", "source": None, "url": None, "published": None}],
        }
    ]
    assert record["timings_ms"] == {"plan": 0.1, "search": 1.0, "write": 2.0, "check": 3.0, "total": 6.2}
    assert (record["refusal"], record["prompt"], record["notes"]) == (None, None, ["A note."])
    assert record["usage"] == {"total_tokens": 4}
    assert record["confidence"] == 0.8765
    unmarked = replace(ANSWER, sentences=(Sentence("It sailed."),))
    assert answer_record(unmarked)["sentences"][0]["answer"] is None


def test_a_refusal():
    record = answer_record(REFUSED)
    assert record["refusal"] == {
        "reason": "not covered",
        "message": "No.",
        "holds": {"articles": 3, "passages": 9, "first": "2022-07-22", "last": None},
        "nearest": [{"article_id": "a", "title": "Ferry", "source": "CNN", "url": None, "published": "2022-07-22"}],
    }
    assert record["usage"] is None


def test_a_search():
    record = search_record(QUERY, [HIT], 12.345)
    assert record["took_ms"] == 12.3
    assert record["hits"] == [
        {
            "passage_id": "a#7",
            "article_id": "a",
            "title": "Ferry",
            "source": "CNN",
            "url": None,
            "published": "2022-07-22",
            "version": "v",
            "text": "It sailed.",
            "start": 7,
            "end": 17,
            "score": 0.0325,
            "similarity": 0.5124,
            "ranks": {"dense": 1, "lexical": 3},
        }
    ]


def test_the_fields_are_those_of_the_document():
    assert keys(search_record(QUERY, [HIT], 1.0)) == documented("qa search --json")
    assert documented("qa ask --json") - {"reason", "message", "holds"} <= keys(answer_record(ANSWER)) | keys(
        answer_record(REFUSED)
    )
    said = set(re.findall(r"\w+", DOCUMENTED))
    assert keys(answer_record(REFUSED)) | keys(answer_record(ANSWER)) - {"total_tokens"} <= said | {"total_tokens"}


def test_the_dates_of_the_question_narrow_the_reader_s_own():
    where = Filter(after=datetime(2022, 6, 2, tzinfo=UTC), before=DAY)
    query = plan("Who resigned in June 2022?", where=where, today=DAY)
    assert search_record(query, [], 0)["window"] == {"after": "2022-06-02T00:00:00+00:00", "before": "2022-06-30"}
    own = {"after": "2022-06-02T00:00:00+00:00", "before": "2022-07-23"}
    assert search_record(plan("Who resigned?", where=where, today=DAY), [], 0)["window"] == own
    assert search_record(plan("Who?", today=DAY), [], 0)["window"] == {"after": None, "before": None}


def test_json_holds_them():
    for record in (answer_record(ANSWER), answer_record(REFUSED), hit_record(HIT)):
        assert json.loads(json.dumps(record)) == record
