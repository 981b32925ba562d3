"""Test sets in the formats of others, of the shape in which their authors publish them; every content is made up."""

import gzip
import json
from datetime import UTC, date, datetime

import pytest

from index import Article, CaseError, SettingsError
from qa.evaluation import Case, read_articles_of, read_cases
from qa.evaluation.formats import FORMATS
from qa.values import Message


def lines(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


# SQuAD

CONTEXT = "Tarn Ferry lies on the Orr. Its bridge opened in 1891 and was mended by Ann Lee."
V1 = {
    "version": "1.1",
    "data": [
        {
            "title": "Tarn_Ferry",
            "paragraphs": [
                {
                    "context": CONTEXT,
                    "qas": [
                        {
                            "id": "56a",
                            "question": " When did the bridge open?",
                            "answers": [{"text": "1891", "answer_start": 46}, {"text": "1891", "answer_start": 46}],
                        },
                        {
                            "id": "56b",
                            "question": "Who mended it?",
                            "answers": [{"text": "Ann Lee", "answer_start": 67}, {"text": "Lee", "answer_start": 71}],
                        },
                    ],
                },
                {"context": "Sheep graze there.", "qas": []},
            ],
        }
    ],
}
IMPOSSIBLE = {
    "id": "5ad",
    "question": "Who sank it?",
    "answers": [],
    "is_impossible": True,
    "plausible_answers": [{"text": "Ann Lee", "answer_start": 67}],
}


def test_squad_v1(tmp_path):
    path = tmp_path / "train-v1.1.json"
    path.write_text(json.dumps(V1))
    assert read_cases(path) == [
        Case("56a", "When did the bridge open?", answers=("1891",), relevant=("Tarn_Ferry#0",)),
        Case("56b", "Who mended it?", answers=("Ann Lee", "Lee"), relevant=("Tarn_Ferry#0",)),
    ]
    assert list(read_articles_of(path)) == [
        Article("Tarn_Ferry#0", CONTEXT, "Tarn Ferry"),
        Article("Tarn_Ferry#1", "Sheep graze there.", "Tarn Ferry"),
    ]


def test_squad_v2_impossible_questions_must_be_refused(tmp_path):
    path = tmp_path / "dev-v2.0.json"
    paragraph = {
        "context": CONTEXT,
        "qas": [IMPOSSIBLE, V1["data"][0]["paragraphs"][0]["qas"][1] | {"is_impossible": False}],
    }
    path.write_text(json.dumps({"version": "v2.0", "data": [{"title": "T", "paragraphs": [paragraph]}]}, indent=2))
    impossible, possible = read_cases(path)
    assert impossible.must_be_refused
    assert impossible.relevant == ()
    assert possible.answers == ("Ann Lee", "Lee")


def test_a_fault_in_squad_names_the_paragraph(tmp_path):
    path = tmp_path / "xquad.en.json"
    path.write_text(json.dumps({"data": [{"title": "T", "paragraphs": [{"context": "C", "qas": [{"id": "1"}]}]}]}))
    with pytest.raises(CaseError, match=r"xquad\.en\.json:1: T, paragraph 0: answers is null"):
        read_cases(path)


# RealTime QA

QUIZ = {
    "question_id": "20240308_0",
    "question_date": "2024/03/07",
    "question_source": "CNN",
    "question_url": "https://example.org/quiz",
    "question_sentence": "Which ferry came back this week?",
    "choices": ["“Orsay”", "“Tarn”", '"Lee"', "None"],
    "answer": ["1"],
    "evidence": 'The <a href="https://example.org/tarn/index.html#:~:text=the%20ferry">Tarn</a> sails again.',
}
FOUND = {
    "question_id": "20240308_0",
    "search_time": "2024/03/08/16:34",
    "search_result": [
        {
            "url": "https://www.example.org/tarn/index.html",
            "title": "Ferry is back",
            "text": "The Tarn sailed on Thursday.",
            "authors": ["Ann Lee"],
            "publish_date": "2024/03/07",
        },
        {"url": "https://example.org/empty", "title": "Video", "text": "", "authors": [], "publish_date": ""},
    ],
}


def test_realtime_qa(tmp_path):
    quiz = lines(tmp_path / "20240308_qa.jsonl", QUIZ)
    found = lines(tmp_path / "20240308_gcs.jsonl", FOUND, FOUND | {"question_id": "20240308_1"})
    (case,) = read_cases(quiz)
    assert case == Case(
        "20240308_0",
        "Which ferry came back this week?",
        date(2024, 3, 7),
        ("Tarn",),
        ("https://example.org/tarn/index.html",),
        tags=("CNN",),
        choices=("Orsay", "Tarn", "Lee", "None"),
    )
    assert read_cases(found) == [case]
    url = "https://www.example.org/tarn/index.html"
    article = Article(
        url,
        "The Tarn sailed on Thursday.",
        "Ferry is back",
        "example.org",
        url,
        datetime(2024, 3, 7, tzinfo=UTC),
        authors=("Ann Lee",),
    )
    assert list(read_articles_of(quiz)) == list(read_articles_of(found)) == [article]


def test_realtime_qa_without_the_file_beside_it_or_with_a_wrong_answer(tmp_path):
    found = lines(tmp_path / "20240308_gcs.jsonl", FOUND)
    with pytest.raises(CaseError, match=r"has no question_sentence, and there is no 20240308_qa\.jsonl beside it"):
        read_cases(found)
    wrong = lines(tmp_path / "x_qa.jsonl", QUIZ | {"answer": ["4"]})
    with pytest.raises(CaseError, match=r"x_qa\.jsonl:1: answer '4' is no place in the 4 choices; number them from 0"):
        read_cases(wrong)


# RGB


def test_rgb(tmp_path):
    plain = {
        "id": 0,
        "query": "Who mended the bridge?",
        "answer": [["Ann Lee", "Lee"]],
        "positive": ["Lee did."],
        "negative": ["It rained."],
    }
    both = {
        "id": 1,
        "query": "When and who?",
        "answer": ["3 June", ["Lee", "Ann Lee"]],
        "positive": [["On 3 June."], ["Lee.", "Ann."]],
        "negative": [],
    }
    wrong = {
        "id": 2,
        "query": "Where?",
        "answer": "Tarn",
        "fakeanswer": "Orr",
        "positive_wrong": ["In Orr."],
        "positive": ["In Tarn."],
        "negative": [],
    }
    path = lines(tmp_path / "en_int.json", plain, both, wrong)
    assert read_cases(path) == [
        Case("0", "Who mended the bridge?", answers=("Ann Lee", "Lee"), relevant=("0/p0",)),
        Case("1", "When and who?", answers=("3 June",), also=(("Lee", "Ann Lee"),), relevant=("1/p0", "1/p1", "1/p2")),
        Case("2", "Where?", answers=("Tarn",), relevant=("2/p0",)),
    ]
    assert [(article.id, article.text) for article in read_articles_of(path)] == [
        ("0/p0", "Lee did."),
        ("0/n0", "It rained."),
        ("1/p0", "On 3 June."),
        ("1/p1", "Lee."),
        ("1/p2", "Ann."),
        ("2/p0", "In Tarn."),
    ]


# MultiHop-RAG

EVIDENCE = {
    "title": "Bridge",
    "author": "Ann Lee",
    "url": "https://example.org/bridge",
    "source": "Courier",
    "category": "news",
    "published_at": "2023-10-01T14:00:30+00:00",
    "fact": "It opened.",
}


def test_multihop_rag(tmp_path):
    questions = [
        {
            "query": "Which outlet wrote of both?",
            "answer": "Courier",
            "question_type": "inference_query",
            "evidence_list": [EVIDENCE, EVIDENCE | {"url": "https://example.org/ferry"}, EVIDENCE],
        },
        {
            "query": "Who sank it?",
            "answer": "Insufficient information.",
            "question_type": "null_query",
            "evidence_list": [],
        },
    ]
    path = tmp_path / "MultiHopRAG.json"
    path.write_text(json.dumps(questions, indent=4))
    one, other = read_cases(path)
    assert one == Case(
        "1",
        "Which outlet wrote of both?",
        answers=("Courier",),
        relevant=("https://example.org/bridge", "https://example.org/ferry"),
        tags=("inference_query",),
    )
    assert other.must_be_refused
    with pytest.raises(CaseError, match=r"there is no corpus\.json beside it"):
        list(read_articles_of(path))
    body = {key: value for key, value in EVIDENCE.items() if key != "fact"} | {"body": "The bridge opened."}
    (tmp_path / "corpus.json").write_text(json.dumps([body, body | {"url": "https://example.org/b", "author": None}]))
    first, second = read_articles_of(path)
    moment = datetime(2023, 10, 1, 14, 0, 30, tzinfo=UTC)
    assert (first.id, first.text, first.published, first.section) == (
        EVIDENCE["url"],
        "The bridge opened.",
        moment,
        "news",
    )
    assert second.authors == ()


# BEIR


@pytest.fixture
def beir(tmp_path):
    (tmp_path / "qrels").mkdir()
    lines(
        tmp_path / "corpus.jsonl",
        {"_id": "d1", "title": "Bridge", "text": "It opened.", "metadata": {}},
        {"_id": "d2", "text": "Rain."},
    )
    lines(
        tmp_path / "queries.jsonl",
        {"_id": "q1", "text": "bridge opened"},
        {"_id": "q2", "text": "rain"},
        {"_id": "q3", "text": "sun"},
    )
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t1\nq2\td1\t0\n")
    return tmp_path


def test_beir(beir):
    assert read_cases(beir) == [Case("q1", "bridge opened", relevant=("d1", "d2"), answers_known=False)]
    assert list(read_articles_of(beir)) == [Article("d1", "It opened.", "Bridge"), Article("d2", "Rain.")]


def test_faults_in_a_beir_folder(beir):
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\n")
    with pytest.raises(CaseError, match=r"test\.tsv:2: is \['q1', 'd1'\]; write query-id, corpus-id, score"):
        read_cases(beir)
    (beir / "qrels" / "test.tsv").unlink()
    with pytest.raises(CaseError, match=r"qrels: holds none of test\.tsv, dev\.tsv, train\.tsv"):
        read_cases(beir)


# Ragas and LangSmith


def test_ragas(tmp_path):
    single = {
        "user_input": "Who mended it?",
        "reference": "Ann Lee mended it.",
        "reference_contexts": ["…"],
        "retrieved_contexts": None,
        "response": "Lee.",
    }
    turns = [
        {"content": "Is it open?", "type": "human"},
        {"content": "Yes.", "type": "ai"},
        {"content": "{}", "type": "tool"},
        {"content": "Since when?", "type": "human"},
    ]
    one, other = read_cases(lines(tmp_path / "set.jsonl", single, {"user_input": turns, "reference": None}))
    assert one == Case("1", "Who mended it?", reference="Ann Lee mended it.", answers_known=False)
    assert (other.question, other.history) == (
        "Since when?",
        (Message("user", "Is it open?"), Message("assistant", "Yes.")),
    )
    with pytest.raises(CaseError, match=r"set\.jsonl:1: user_input does not end with a human's message"):
        read_cases(lines(tmp_path / "set.jsonl", {"user_input": turns[:2]}))


def test_langsmith(tmp_path):
    path = tmp_path / "examples.json"
    examples = [
        {
            "id": "8c1",
            "inputs": {"question": "Who?", "lang": "en"},
            "outputs": {"answer": "Ann Lee did."},
            "metadata": {},
        },
        {"inputs": {"prompt": "When?"}, "outputs": None},
        {"inputs": {"input": "Where?"}, "outputs": {"answers": ["Tarn", "In Tarn"]}},
        {"inputs": {"input": "Who sank it?"}, "outputs": {"answers": []}},
    ]
    path.write_text(json.dumps(examples))
    assert read_cases(path) == [
        Case("8c1", "Who?", reference="Ann Lee did.", answers_known=False),
        Case("2", "When?", answers_known=False),
        Case("3", "Where?", answers=("Tarn", "In Tarn")),
        Case("4", "Who sank it?"),
    ]
    path.write_text(json.dumps([{"inputs": {"a": "1", "b": "2"}}]))
    with pytest.raises(CaseError, match=r"item 1: inputs is .*; name the question in it question, input"):
        read_cases(path)


# CSV


def test_csv(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text(
        'Question,answers,asked,relevant,tags\n"Who, and why?",Ann Lee|Lee,2024-03-07,a|b,sport\nWho sank it?,,,,\n',
        encoding="utf-8-sig",
    )
    assert read_cases(path) == [
        Case("2", "Who, and why?", date(2024, 3, 7), ("Ann Lee", "Lee"), ("a", "b"), tags=("sport",)),
        Case("3", "Who sank it?"),
    ]


def test_tsv_without_answers(tmp_path):
    path = tmp_path / "cases.tsv"
    path.write_text("id\tquestion\treference\n7\tWho?\tLee did.\n")
    assert read_cases(path) == [Case("7", "Who?", reference="Lee did.", answers_known=False)]
    path.write_text("id\tquestion\tasked\n7\tWho?\tMarch\n")
    with pytest.raises(CaseError, match=r'cases\.tsv:2: asked is "March"'):
        read_cases(path)


# Which


def test_compressed_files_are_told_by_their_content_too(tmp_path):
    path = tmp_path / "dev.json.gz"
    path.write_bytes(gzip.compress(json.dumps(V1).encode()))
    assert len(read_cases(path)) == 2


@pytest.mark.parametrize("content", ['{"title": "x"}', "[1]", "", "title,text\na,b\n"])
def test_what_is_in_no_format_is_an_error_that_lists_them(tmp_path, content):
    path = tmp_path / ("x.csv" if "," in content else "x.jsonl")
    path.write_text(content)
    with pytest.raises(CaseError) as caught:
        read_cases(path)
    assert str(caught.value).startswith(f"{path}")
    if "title" in content:
        assert all(name in str(caught.value) for name in FORMATS)


def test_a_folder_of_something_else_is_an_error(tmp_path):
    with pytest.raises(CaseError, match="is in none of the known formats: own "):
        read_cases(tmp_path)


def test_a_format_can_be_named(tmp_path):
    path = lines(tmp_path / "set.jsonl", {"user_input": "Who?"})
    assert read_cases(path, "ragas") == read_cases(path)
    with pytest.raises(CaseError, match="is not in the format squad: SQuAD v1 and v2"):
        read_cases(path, "squad")
    with pytest.raises(SettingsError, match="there is no format 'trivia'; use one of own, squad, "):
        read_cases(path, "trivia")


def test_formats_without_documents_say_which_have_them(tmp_path):
    with pytest.raises(CaseError, match=r"format ragas have no documents of their own; squad, realtimeqa, rgb, .* do"):
        list(read_articles_of(lines(tmp_path / "set.jsonl", {"user_input": "Who?"})))
