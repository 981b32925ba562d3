// Sorting, filtering and opening of cases. Text is only ever set as text.
(() => {
  "use strict";
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  let payload; // read when the first case is opened: it is most of the page

  const element = (name, props = {}, ...children) => {
    const made = Object.assign(document.createElement(name), props);
    made.append(...children.filter((child) => child !== null));
    return made;
  };
  // Of the columns in view alone: one that spans hidden ones would take their width.
  const columns = () => [...table.tHead.rows[0].cells].filter((cell) => cell.offsetParent).length;
  const titled = (title, ...content) => [element("h3", { textContent: title }), ...content];

  function detailsOf(row) {
    payload ??= JSON.parse(document.getElementById("payload").textContent);
    const item = payload.cases[row.dataset.place];
    const before = item.before;
    const cell = element("td", { colSpan: columns() }, ...titled("Answer", said(item)), ...expected(item));
    if (before) cell.append(...titled(`Earlier run: ${before.kind}`, element("p", { textContent: before.answer, dir: "auto" })));
    cell.append(...evidence(item), facts(item, row));
    return element("tr", { className: "detail" }, cell);
  }

  function said(item) {
    if (item.reason || !item.sentences.length)
      return element("p", { className: "said", dir: "auto", textContent: (item.reason ? `Refused, ${item.reason}: ` : "") + item.answer });
    return element("p", { className: "said", dir: "auto" }, ...item.sentences.map(sentence));
  }

  function sentence({ text, citations, verdict, problems }) {
    const words = element("span", { textContent: text });
    if (verdict && verdict !== "supported") {
      words.className = `doubtful ${verdict}`;
      words.title = [verdict, ...problems].join("; ");
    }
    const marks = element("span", { className: "marks", textContent: `\u202f${citations.map((number) => `[${number}]`).join("")}` });
    return element("span", {}, words, citations.length ? marks : null);
  }

  function expected(item) {
    const right = item.expected.length ? item.expected.join("; ") : "Nothing: it must be refused.";
    return titled("Expected", element("p", { textContent: right, dir: "auto" }));
  }

  function facts(item, row) {
    const relevant = item.relevant.map(({ id, rank }) => `${id} ${rank ? `found at ${rank}` : "not found"}`);
    const scores = Object.entries(item.scores).map(([name, score]) => `${name} ${Math.round(score * 1000) / 1000}`);
    const timings = Object.entries(item.timings).map(([step, taken]) => `${step} ${Math.round(taken)} ms`);
    const blocks = [
      ["Case", [row.dataset.id, ...JSON.parse(row.dataset.tags)]],
      ["Relevant articles", relevant],
      ["Scores", scores],
      ["Time", timings],
    ].filter(([, items]) => items.length);
    return element(
      "div",
      { className: "facts" },
      ...blocks.map(([title, items]) => element("div", {}, ...titled(title, element("p", { textContent: items.join(" · ") })))),
    );
  }

  function evidence(item) {
    if (!item.evidence.length) return [];
    const title = "Evidence, best first (cited words are marked; a green rule is a relevant article)";
    return titled(title, element("ol", { className: "passages" }, ...item.evidence.map((one) => passage(one, item))));
  }

  function passage({ article, numbers, parts }, item) {
    const { id, title, outlet, published, url } = payload.articles[article];
    const relevant = item.relevant.some((one) => one.id === id);
    const name = url ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer", textContent: title }) : element("span", { textContent: title });
    name.dir = "auto";
    const byline = [name, element("span", { textContent: outlet }), element("span", { textContent: published }), element("span", { textContent: id })];
    if (numbers.length) byline.unshift(element("span", { className: "badge-number", textContent: numbers.map((number) => `[${number}]`).join("") }));
    const text = parts.map((part, place) => element(place % 2 ? "mark" : "span", { textContent: payload.texts[part] }));
    return element(
      "li",
      { className: `passage${relevant ? " relevant" : ""}${numbers.length ? " cited" : ""}` },
      element("p", { className: "byline" }, ...byline),
      element("blockquote", { dir: "auto" }, ...text),
    );
  }

  function toggle(button) {
    const row = button.closest("tr");
    const open = button.getAttribute("aria-expanded") === "true";
    if (open) row.nextElementSibling.remove();
    else row.after(detailsOf(row));
    button.setAttribute("aria-expanded", String(!open));
  }

  function filter() {
    const words = document.getElementById("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = (name) => document.getElementById(name)?.value ?? "";
    const [kind, tag, change] = ["kind", "tag", "change"].map(chosen);
    let shown = 0;
    for (const row of rows) {
      const text = `${row.dataset.id} ${row.cells[0].textContent}`.toLowerCase();
      row.hidden = !(
        (!kind || row.dataset.kind === kind) &&
        (!change || row.dataset.change === change) &&
        (!tag || JSON.parse(row.dataset.tags).includes(tag)) &&
        words.every((word) => text.includes(word))
      );
      shown += !row.hidden;
      const next = row.nextElementSibling;
      if (next?.className === "detail") next.hidden = row.hidden;
    }
    document.getElementById("count").textContent = `${shown} of ${rows.length}`;
  }

  // What has no value comes last, whichever way it is sorted.
  function compare(key, sign) {
    const numeric = !["kind", "change"].includes(key);
    return (first, second) => {
      const [a, b] = [first.dataset[key], second.dataset[key]];
      if (a === "" || b === "") return (a === "") - (b === "");
      return sign * (numeric ? a - b : a.localeCompare(b)) || first.dataset.place - second.dataset.place;
    };
  }

  function sort(header, key) {
    const descending = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
    rows.sort(compare(key, descending ? -1 : 1));
    const ordered = rows.flatMap((row) => {
      const next = row.nextElementSibling;
      return next?.className === "detail" ? [row, next] : [row];
    });
    body.append(...ordered);
  }

  table.addEventListener("click", (event) => {
    const sorter = event.target.closest("[data-sort]");
    const opener = event.target.closest(".open");
    if (sorter) sort(sorter.closest("th"), sorter.dataset.sort);
    else if (opener) toggle(opener);
  });
  addEventListener("resize", () => {
    for (const cell of table.querySelectorAll(".detail > td")) cell.colSpan = columns();
  });
  const filters = document.querySelector(".filters");
  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
})();
