// Marks and cards: which turn's sources the panel shows, and which source is lit. The server decides nothing of this.
(() => {
  "use strict";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const all = (selector) => document.querySelectorAll(selector);
  const place = ({ turn, number }) => `[data-turn="${turn}"][data-number="${number}"]`;
  const reveal = (element, block, behavior = calm.matches ? "instant" : "smooth") =>
    element.scrollIntoView({ behavior, block });

  function showSources(turn) {
    for (const section of all("#sources section.sources")) section.hidden = section.dataset.turn !== turn;
  }

  function light(data) {
    for (const lit of all(".lit")) lit.classList.remove("lit");
    for (const element of all(`.cite${place(data)}, .card${place(data)}`)) element.classList.add("lit");
  }

  function openCard(mark) {
    showSources(mark.dataset.turn);
    light(mark.dataset);
    const card = document.querySelector(`.card${place(mark.dataset)}`);
    if (!card) return;
    reveal(card, "nearest");
    card.focus({ preventScroll: true });
  }

  function openMark(card, { focus }) {
    light(card.dataset);
    const mark = document.querySelector(`.cite${place(card.dataset)}`);
    if (!mark) return;
    reveal(mark, "center");
    if (focus) mark.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const cite = event.target.closest("a.cite");
    const number = event.target.closest("a.number");
    const card = event.target.closest(".card.numbered");
    if (cite) {
      event.preventDefault();
      openCard(cite);
    } else if (number) {
      event.preventDefault();
      openMark(number, { focus: true });
    } else if (card && !event.target.closest("a") && getSelection().isCollapsed) {
      openMark(card, { focus: false });
    }
  });

  // A new question comes to the top of the view, so that its answer grows downwards and nothing jumps. More
  // than once, because what stands around it arrives a moment later.
  let last = "turn-1";
  function follow() {
    const turn = [...all("article.turn")].pop();
    if (!turn || turn.id === last) return;
    last = turn.id;
    if (last === "turn-1") return;
    for (const wait of [0, 150, 600]) setTimeout(() => reveal(turn, "start", "instant"), wait);
  }

  new MutationObserver(follow).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributeFilter: ["id"],
  });
})();
