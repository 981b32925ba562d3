// A tab comes back to the conversation that it left: while the server keeps one, this tab's address names it, and so
// does the address of the page when it is opened again without one.
(() => {
  "use strict";
  const name = "conversation";
  function put(id) {
    const address = new URL(location.href);
    if (id) address.searchParams.set(name, id);
    else address.searchParams.delete(name);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  const left = sessionStorage.getItem(name);
  if (left && !new URLSearchParams(location.search).has(name)) put(left);

  new MutationObserver(() => {
    const kept = document.querySelector("#kept [data-kept]");
    if (!kept) return;
    sessionStorage.setItem(name, kept.dataset.kept);
    put(kept.dataset.kept);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
