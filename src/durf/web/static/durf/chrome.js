/* Chrome only: the cursor goes where a form needs a word, a word when the line drops, and copying a link. Every page works without it. */
document.querySelector("main [aria-invalid=true]")?.focus();

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  if (button.dataset.copied) button.textContent = button.dataset.copied;
});

function tell(reached) {
  const line = document.getElementById("offline");
  if (line) line.hidden = reached;
}
document.addEventListener("htmx:sendError", () => tell(false));
document.addEventListener("htmx:afterOnLoad", () => tell(true));
