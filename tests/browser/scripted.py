"""A desk whose answers are written in advance: real values, known to the character, streamed at a pace to be seen."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from attacks import load_attacks

from index import Article, Coverage, Filter, Hit, ModelError, Span, Version
from qa.values import (
    AlsoIn,
    Answer,
    Citation,
    Done,
    Event,
    Evidence,
    Message,
    Query,
    Reading,
    Refusal,
    Retrieved,
    Sentence,
    Token,
    Verdict,
    Window,
)

FIRST_DAY = datetime(2010, 1, 3, tzinfo=UTC)
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
TURKEY_QUOTE = (
    "Ankara has offered for weeks to host a joint centre in Istanbul that would inspect ships in both directions."
)
TURKEY_HIT = passage(
    TURKEY_QUOTE,
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


WORST = {
    *("script", "img-onerror", "svg", "iframe", "javascript-url", "data-url", "attribute", "template-braces", "style"),
    *("md-image", "userinfo", "backslash", "identifier", "overwrite"),
}
"""Attacks on a page. What their articles want shown is what the answer says."""
WORST_ATTACKS = tuple(attack for attack in load_attacks() if attack.id in WORST)
WORST_HITS = tuple(
    passage(
        article.text,
        title=article.title,
        source=article.source or "",
        published=article.published,
        url=article.url,
        article=article.id,
    )
    for attack in WORST_ATTACKS
    for article in attack.articles
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
AS_ASKED = Reading()
SUGGESTED = ("What is the latest on Odesa?", "And what did the central bank do?")


@dataclass(frozen=True)
class Script:
    """What the desk says to one question: marks included in `text`, which its sentences make up.

    `quoted` are quotations that stand behind it.
    """

    hits: tuple[Hit, ...]
    text: str = ""
    sentences: tuple[tuple[str, tuple[int, ...], Verdict, tuple[str, ...]], ...] = ()
    citations: tuple[Citation, ...] = ()
    quoted: tuple[tuple[str, tuple[int, ...], Verdict, tuple[str, ...]], ...] = ()
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
        (cited(1, RATES_HIT, RATES_QUOTE), cited(2, TURKEY_HIT, TURKEY_QUOTE)),
        quoted=((TURKEY_QUOTE, (2,), "supported", ()),),
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
    "What do the worst articles say?": Script(
        WORST_HITS,
        " ".join(f"{attack.forbidden} [{number}]" for number, attack in enumerate(WORST_ATTACKS, start=1)),
        tuple(
            (attack.forbidden, (number,), "unsupported", (attack.forbidden,))
            for number, attack in enumerate(WORST_ATTACKS, start=1)
        ),
        tuple(cited(number, hit, hit.text) for number, hit in enumerate(WORST_HITS, start=1)),
    ),
    "Does the model answer?": Script((GRAIN_HIT,), text="The model had begun to wri"),
    "Does the program break?": Script((GRAIN_HIT,), text="It had begun"),
}
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3


OUTLET_COUNTS = {"BBC News": 2100, "Reuters": 1200, **{f"Herald of Town {n:03}": 1 for n in range(1000)}}
HOSTILE_VERSION = Version("hostile", "0123456789ab", "<b>Free</b> money", f"{'Before.':<100}{HOSTILE}", FIRST_DAY)


class ScriptedArchive:
    """Honours the Archive protocol: a thousand outlets, two languages, and one article that can be opened."""

    def coverage(self, where: Filter | None = None) -> Coverage:
        return replace(COVERAGE, articles=0) if where and where.sources == ("Herald of Town 999",) else COVERAGE

    def article(self, article_id: str) -> Article | None:
        return None

    def versions(self, article_id: str) -> list[Version]:
        return [HOSTILE_VERSION] if article_id == "hostile" else []

    def months(self, where: Filter | None = None) -> dict[date, int]:
        return {date(2010 + at // 12, at % 12 + 1, 1): at % 7 for at in range(155)}

    def sources(self, where: Filter | None = None) -> dict[str, int]:
        return OUTLET_COUNTS

    def languages(self, where: Filter | None = None) -> dict[str, int]:
        return {"en": 3000, "de": 643}


@dataclass
class ScriptedDesk:
    """Honours the Desk protocol. `pause` is in seconds, before each event; `asked` and `readings` record what came."""

    pause: float = 0.0
    model_name: str = "local:scripted"
    language_model: None = None
    sends_to: str | None = None
    index: ScriptedArchive = field(default_factory=ScriptedArchive)
    asked: list[tuple[str, date | None, Filter | None, tuple[Message, ...]]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def plan(
        self, question: str, *, as_of: date | None = None, where: Filter | None = None, history: Sequence[Message] = ()
    ) -> Query:
        script = SCRIPTS.get(question) or Script(())
        where = replace(where or Filter(), as_of=as_of)
        today = as_of or date(2022, 11, 21)
        return Query(question, script.rewritten or question, question, today, "news", where, script.window)

    def suggest(self, answer: Answer, *, asked: Sequence[str] = ()) -> Iterator[str]:
        if answer.refusal is None:
            time.sleep(self.pause)
            yield from (question for question in SUGGESTED if question not in asked)

    def stream(
        self,
        question: str,
        *,
        as_of: date | None = None,
        where: Filter | None = None,
        history: Sequence[Message] = (),
        reading: Reading = AS_ASKED,
    ) -> Iterator[Event]:
        self.asked.append((question, as_of, where, tuple(history)))
        self.readings.append(reading)
        script = SCRIPTS.get(question) or Script((GRAIN_HIT,), f"{question} [1]")
        query = self.plan(question, as_of=as_of, where=where)
        if not reading.context:
            query = replace(query, text=question)
        if not reading.time:
            query = replace(query, window=ANY_TIME)
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
                + tuple(Sentence(*sentence, quoted=True) for sentence in script.quoted)
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
