// What a reader thinks of an answer, and by whom the next one is to be written: sent to the server, which decides.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-opinion]");
  if (!form) return;
  event.preventDefault();
  const said = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  if (!Object.values(said).some(Boolean)) return;
  document.dispatchEvent(new CustomEvent("newsqa:opine", { detail: { turn: form.dataset.opinion, said: JSON.stringify(said) } }));
  const thanks = form.querySelector(".thanks");
  thanks.textContent = thanks.dataset.thanks;
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("select[data-model]")) return;
  document.dispatchEvent(new CustomEvent("newsqa:choose", { detail: { value: event.target.value } }));
});

// The server does not know under which name it is reached.
new MutationObserver(() => {
  for (const link of document.querySelectorAll("a[data-address]")) if (link.textContent !== link.href) link.textContent = link.href;
}).observe(document.documentElement, { childList: true, subtree: true });
