// Clicks on what the page names by data-…, and the browser's own way back, told to the server as one event.
const kinds = ["article", "period", "outlet", "page", "clear", "back"];
const ours = (event) => event.target.closest(kinds.map((kind) => `#archive [data-${kind}]`).join());
const named = () => new URLSearchParams(location.search).get("article");
const address = (id) => location.pathname + (id ? "?article=" + encodeURIComponent(id) : "");

document.addEventListener("click", (event) => {
  const found = ours(event);
  if (!found || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  event.preventDefault();
  const data = { ...found.dataset };
  if (data.back) {
    if (history.state && history.state.fromList) return history.back();
    history.replaceState(null, "", address(null));
  } else if (data.article && data.article !== named()) {
    if (!named()) window.readerCameFrom = { top: scrollY, id: data.article };
    history.pushState({ fromList: true }, "", address(data.article));
  }
  trigger("click", data);
});

addEventListener("popstate", () => trigger("click", named() ? { article: named() } : { back: "1" }));

// Gradio puts a button into this one, which is without a name: a keyboard shall come to the inner one alone.
new MutationObserver(() => {
  const more = document.querySelector("#uploads button[aria-label='common.upload']");
  if (!more) return;
  more.ariaLabel = more.title = moreFiles;
  more.role = "group";
  more.tabIndex = -1;
  more.querySelector("button").ariaLabel = moreFiles;
}).observe(document.getElementById("archive"), { childList: true, subtree: true });
