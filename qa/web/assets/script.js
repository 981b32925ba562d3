// What happens on the page alone: which source is lit, what is opened, which element has the focus. What changes a
// conversation or a filter is signalled to the server, which decides it.
(() => {
  "use strict";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const all = (selector) => document.querySelectorAll(selector);
  const place = ({ turn, number }) => `[data-turn="${turn}"][data-number="${number}"]`;
  const reveal = (element, block, behavior = calm.matches ? "instant" : "smooth") =>
    element.scrollIntoView({ behavior, block });
  const signal = (name, detail) => document.dispatchEvent(new CustomEvent(`newsqa:${name}`, { detail }));

  // Marks and cards

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

  // Why a sentence is doubtful: shown beside it, within the window, while it is pointed at, focused or tapped

  function explain(sentence) {
    const [problem, flag] = [sentence.querySelector(".problem"), sentence.querySelector(".flag")];
    sentence.classList.add("explained");
    flag.setAttribute("aria-expanded", "true");
    const [at, size, edge] = [flag.getBoundingClientRect(), problem.getBoundingClientRect(), 8];
    const below = at.bottom + edge + size.height < innerHeight;
    problem.style.left = `${Math.max(edge, Math.min(at.left, document.documentElement.clientWidth - size.width - edge))}px`;
    problem.style.top = `${below ? at.bottom + 4 : at.top - size.height - 4}px`;
  }

  function unexplain(except) {
    for (const sentence of all(".sentence.doubtful.explained")) {
      if (sentence === except) continue;
      sentence.classList.remove("explained");
      sentence.querySelector(".flag").setAttribute("aria-expanded", "false");
    }
  }

  const doubtful = (event) => event.target.closest?.(".sentence.doubtful");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const sentence = doubtful(event);
    unexplain(sentence ?? document.activeElement.closest(".sentence.doubtful"));
    if (sentence) explain(sentence);
  });
  document.addEventListener("focusin", (event) => {
    const sentence = event.target.matches(".flag") ? doubtful(event) : null;
    unexplain(sentence);
    if (sentence) explain(sentence);
    if (event.target.matches("#question textarea")) showFilters(false);
  });
  document.addEventListener("scroll", () => unexplain(null), { capture: true, passive: true });

  // The panel of filters

  const filtersOpen = () => Boolean(document.querySelector("#filters[data-open]"));
  function showFilters(open, { focus } = {}) {
    const toggle = document.getElementById("filter-toggle");
    if (!toggle) return; // another page
    document.getElementById("filters").toggleAttribute("data-open", open);
    toggle.setAttribute("aria-expanded", String(open));
    if (focus) toggle.focus();
  }

  let dragged = null;
  document.addEventListener("pointerdown", (event) => {
    dragged = event.pointerType === "mouse" ? event.target.closest(".bar") : null;
  });
  document.addEventListener("pointerup", (event) => {
    const end = document.elementFromPoint(event.clientX, event.clientY)?.closest(".bar");
    if (dragged && end && end !== dragged)
      signal("narrow", { what: "months", value: `${dragged.dataset.value}:${end.dataset.value}` });
  });

  document.addEventListener("change", (event) => {
    const what = event.target.dataset?.narrow;
    // While a year is being typed, the field holds the year 2, then 20, then 202.
    if (what && !/^0/.test(event.target.value)) signal("narrow", { what, value: event.target.value });
  });

  let typing;
  document.addEventListener("input", (event) => {
    if (event.target.id !== "outlet-search") return;
    clearTimeout(typing);
    typing = setTimeout(() => signal("seek", { value: event.target.value }), 150);
  });

  const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
  function step(bar, key) {
    const bars = [...bar.parentElement.children];
    const next = bars[Math.max(0, Math.min(bars.length - 1, bars.indexOf(bar) + steps[key]))];
    bar.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  // An article, opened

  let opened = "";
  function openArticle() {
    const dialog = document.querySelector("dialog#article");
    if (!dialog || dialog.dataset.opened === opened) return;
    opened = dialog.dataset.opened;
    dialog.showModal();
    dialog.scrollTop = 0;
    const mark = dialog.querySelector("mark");
    if (mark) reveal(mark, "center", "instant");
  }

  // What is open stays open in another language

  function keepOpen(link) {
    const asked = new URLSearchParams(location.search);
    asked.set("language", link.hreflang);
    link.search = asked;
  }

  // All that is clicked

  function act(button, event) {
    const { act: name, ...data } = button.dataset;
    if (data.what === "months" && event.shiftKey) data.what = "extend";
    signal(name, data);
    const search = document.getElementById("outlet-search");
    if (data.what === "source" && search) search.value = ""; // the list is whole again
    if (name === "edit" && data.turn !== "0") document.querySelector("#question textarea").focus();
  }

  document.addEventListener("click", (event) => {
    const { target } = event;
    const find = (selector) => target.closest(selector);
    const [cite, number, card, button, flag] = ["a.cite", "a.number", ".card.numbered", "[data-act]", ".flag"].map(find);
    if (find("a.language")) keepOpen(find("a.language"));
    if (!find(".sentence.doubtful")) unexplain(null);
    if (!find("#filters, #set, #filter-toggle")) showFilters(false);
    if (button) {
      act(button, event);
    } else if (cite) {
      event.preventDefault();
      openCard(cite);
    } else if (number) {
      event.preventDefault();
      openMark(number, { focus: true });
    } else if (flag) {
      explain(doubtful(event));
    } else if (find("#filter-toggle")) {
      showFilters(!filtersOpen());
    } else if (target.matches("dialog#article") || find("[data-close]")) {
      document.querySelector("dialog#article").close();
    } else if (card && !find("a, button") && getSelection().isCollapsed) {
      openMark(card, { focus: false });
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      unexplain(null);
      if (filtersOpen()) showFilters(false, { focus: true });
    } else if (event.key in steps && event.target.matches(".bar")) {
      event.preventDefault();
      step(event.target, event.key);
    }
  });

  // A new question comes to the top of the view, so that its answer grows downwards and nothing jumps. More
  // than once, because what stands around it arrives a moment later.
  let last = "turn-1";
  function follow() {
    openArticle();
    const turn = [...all("article.turn")].pop();
    if (!turn || turn.id === last) return;
    last = turn.id;
    if (last === "turn-1") return;
    for (const wait of [0, 150, 600]) setTimeout(() => reveal(turn, "start", "instant"), wait);
  }

  // Gradio names this button in English alone, and not as it is labelled in sight.
  function nameUpload() {
    for (const button of all("button[aria-label='Click to upload or drop files']"))
      if (button.textContent.trim()) button.removeAttribute("aria-label");
  }

  new MutationObserver(() => {
    follow();
    nameUpload();
  }).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributeFilter: ["id", "data-opened"],
  });
})();
