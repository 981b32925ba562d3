"""A desk whose answers are written in advance: real values, known to the character, streamed at a pace to be seen."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from index import Article, Coverage, Filter, Hit, ModelError, Span
from qa.values import (
    AlsoIn,
    Answer,
    Citation,
    Done,
    Event,
    Evidence,
    Message,
    Query,
    Refusal,
    Retrieved,
    Sentence,
    Token,
    Verdict,
    Window,
)

COVERAGE = Coverage(3643, 12_345, datetime(2010, 1, 3, tzinfo=UTC), datetime(2022, 11, 20, tzinfo=UTC))
GRAIN = (
    "Ukraine and Russia have signed “mirror” deals which will allow Kyiv to resume exports of grain through the "
    "Black Sea. The agreement was brokered by Turkey and the United Nations. Millions of tonnes of grain are "
    "currently stuck in Ukraine because of the war."
)
GRAIN_QUOTE = "The agreement was brokered by Turkey and the United Nations."
TONNES = (
    "Some 20 million tonnes of grain have been blocked in Odesa's silos since February, the ministry said. A first "
    "convoy could sail within days, but insurers want guarantees before any ship leaves port."
)
TONNES_QUOTE = "Some 20 million tonnes of grain have been blocked in Odesa's silos since February, the ministry said."
RATES = (
    "The European Central Bank raised interest rates by 50 basis points on Thursday, its first increase in 11 years, "
    "and said further rises were to be expected."
)
RATES_QUOTE = "The European Central Bank raised interest rates by 50 basis points on Thursday"
HOSTILE = (
    "<script>alert('script')</script><img src=http://evil.example/a.png onerror=alert(1)> "
    "![beacon](http://evil.example/b.png) [click](javascript:alert(2)) {{constructor}} ${alert(3)} "
    "\u202egnp.exe\u202c ends here."
)
HOSTILE_SEEN = HOSTILE.replace("\u202e", "").replace("\u202c", "")


def passage(
    text: str, *, title: str, source: str, published: datetime | None, url: str | None, article: str, start: int = 100
) -> Hit:
    return Hit(
        passage_id=f"{article}:{start}",
        article_id=article,
        version="0123456789ab",
        title=title,
        source=source,
        url=url,
        published=published,
        text=text,
        start=start,
        end=start + len(text),
        score=0.5,
        similarity=0.7,
        ranks={"dense": 1},
    )


GRAIN_HIT = passage(
    GRAIN,
    title="Ukraine war: Deal signed to allow grain exports to resume by sea",
    source="BBC News",
    published=datetime(2022, 7, 22, 15, 30, tzinfo=UTC),
    url="https://www.bbc.co.uk/news/world-europe-62254597",
    article="grain",
)
TONNES_HIT = passage(
    TONNES,
    title="Odesa's silos wait for the first convoy",
    source="Reuters",
    published=datetime(2022, 7, 18, tzinfo=UTC),
    url="https://www.reuters.com/world/odesa-silos",
    article="tonnes",
)
TURKEY_HIT = passage(
    "Ankara has offered for weeks to host a joint centre in Istanbul that would inspect ships in both directions.",
    title="Turkey offers Istanbul as seat of a grain corridor centre",
    source="The Guardian",
    published=datetime(2022, 6, 8, tzinfo=UTC),
    url="https://www.theguardian.com/world/2022/jun/08/turkey-grain",
    article="turkey",
)
RATES_HIT = passage(
    RATES,
    title="ECB raises rates for the first time in 11 years",
    source="Financial Times",
    published=datetime(2022, 7, 21, tzinfo=UTC),
    url="https://www.ft.com/content/ecb-rates",
    article="rates",
)
HOSTILE_HIT = passage(
    HOSTILE,
    title="<b>Free</b> \u202emoney",
    source="<i>Evil</i> Herald",
    published=None,
    url="javascript:alert(4)",
    article="hostile",
)


def cited(number: int, hit: Hit, quote: str, also_in: Sequence[AlsoIn] = ()) -> Citation:
    start = hit.start + hit.text.index(quote)
    end = start + len(quote)
    return Citation(
        number=number,
        article_id=hit.article_id,
        version=hit.version,
        title=hit.title,
        source=hit.source,
        url=hit.url,
        published=hit.published,
        quote=quote,
        start=start,
        end=end,
        spans=(Span(start, end),),
        passage=hit.text,
        passage_start=hit.start,
        also_in=tuple(also_in),
    )


COPY = AlsoIn("copy", "Grain deal signed", "The Irish Times", "https://www.irishtimes.com/grain", GRAIN_HIT.published)


ANY_TIME = Window()


@dataclass(frozen=True)
class Script:
    """What the desk says to one question: marks included in `text`, which its sentences make up."""

    hits: tuple[Hit, ...]
    text: str = ""
    sentences: tuple[tuple[str, tuple[int, ...], Verdict, tuple[str, ...]], ...] = ()
    citations: tuple[Citation, ...] = ()
    refusal: Refusal | None = None
    rewritten: str | None = None
    window: Window = ANY_TIME


SCRIPTS = {
    "Who brokered the grain deal?": Script(
        (GRAIN_HIT, TONNES_HIT, TURKEY_HIT),
        "Turkey and the United Nations brokered the agreement. [1] It lets Kyiv resume exports through the "
        "Black Sea, and some 25 million tonnes had been blocked in Odesa since February. [1][2] Insurers were happy.",
        (
            ("Turkey and the United Nations brokered the agreement.", (1,), "supported", ()),
            (
                "It lets Kyiv resume exports through the Black Sea, and some 25 million tonnes had been blocked in "
                "Odesa since February.",
                (1, 2),
                "partial",
                ("the number 25 million is not in [1] or [2]",),
            ),
            ("Insurers were happy.", (), "uncited", ()),
        ),
        (cited(1, GRAIN_HIT, GRAIN_QUOTE, [COPY]), cited(2, TONNES_HIT, TONNES_QUOTE)),
        window=Window(date(2022, 7, 1), date(2022, 7, 31)),
    ),
    "And what did the central bank do?": Script(
        (RATES_HIT, TURKEY_HIT),
        "The European Central Bank raised interest rates by 50 basis points. [1]",
        (("The European Central Bank raised interest rates by 50 basis points.", (1,), "supported", ()),),
        (cited(1, RATES_HIT, RATES_QUOTE),),
        rewritten="What did the European Central Bank do to interest rates in July 2022?",
    ),
    "What does the hostile article say?": Script(
        (HOSTILE_HIT,),
        f"It says {HOSTILE} [1]",
        ((f"It says {HOSTILE}", (1,), "unsupported", ("<b>no</b> such claim",)),),
        (cited(1, HOSTILE_HIT, HOSTILE),),
    ),
    "Who won the 1998 World Cup?": Script(
        (),
        refusal=Refusal(
            "not covered",
            "The archive does not cover this. It holds 3,643 articles, published from 3 January 2010 to 20 November "
            "2022.",
            COVERAGE,
            (TURKEY_HIT, RATES_HIT),
        ),
    ),
    "Does the model answer?": Script((GRAIN_HIT,), text="The model had begun to wri"),
    "Does the program break?": Script((GRAIN_HIT,), text="It had begun"),
}
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3


class ScriptedArchive:
    def coverage(self) -> Coverage:
        return COVERAGE

    def article(self, article_id: str) -> Article | None:
        return None


@dataclass
class ScriptedDesk:
    """Honours the Desk protocol. `pause` is in seconds, before each event; `asked` records what reached it."""

    pause: float = 0.0
    model_name: str = "local:scripted"
    sends_to: str | None = None
    index: ScriptedArchive = field(default_factory=ScriptedArchive)
    asked: list[tuple[str, date | None, Filter | None, tuple[Message, ...]]] = field(default_factory=list)

    def plan(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, history: Sequence[Message] = ()
    ) -> Query:
        script = SCRIPTS.get(question) or Script(())
        where = replace(where or Filter(), as_of=as_of)
        today = as_of or date(2022, 11, 21)
        return Query(question, script.rewritten or question, question, today, "news", where, script.window)

    def stream(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, history: Sequence[Message] = ()
    ) -> Iterator[Event]:
        self.asked.append((question, as_of, where, tuple(history)))
        script = SCRIPTS.get(question) or Script((GRAIN_HIT,), f"{question} [1]")
        query = self.plan(question, as_of=as_of, where=where)
        time.sleep(self.pause)
        yield Retrieved(query, tuple(Evidence(number, hit) for number, hit in enumerate(script.hits, start=1)))
        for start in range(0, len(script.text), 6):
            time.sleep(self.pause)
            yield Token(script.text[start : start + 6])
        if question == "Does the model answer?":
            raise ModelError("The model at http://127.0.0.1:11434 did not answer: start it, or choose --model quotes.")
        if question == "Does the program break?":
            raise RuntimeError("a secret of the server")
        time.sleep(self.pause)
        yield Done(
            Answer(
                question=question,
                query=query,
                text=script.refusal.message if script.refusal else script.text,
                sentences=tuple(Sentence(*sentence) for sentence in script.sentences)
                or (() if script.refusal else (Sentence(question, (1,), "supported"),)),
                citations=script.citations or (() if script.refusal else (cited(1, GRAIN_HIT, GRAIN_QUOTE),)),
                refusal=script.refusal,
                model=self.model_name,
                prompt=None,
                hits=script.hits,
            )
        )

    def ask(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, history: Sequence[Message] = ()
    ) -> Answer:
        *_, done = self.stream(question, as_of=as_of, where=where, history=history)
        assert isinstance(done, Done)
        return done.answer

    def search(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, limit: int = 10
    ) -> list[Hit]:
        self.asked.append((question, as_of, where, ()))
        return [GRAIN_HIT, TONNES_HIT, TURKEY_HIT, RATES_HIT][:limit]
