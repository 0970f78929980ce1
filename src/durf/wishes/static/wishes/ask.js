/* The page to ask: keeps a half-written text in this browser, and takes an example over. Without it all still works. */
const PREFIX = "durf-ask-";
const KEPT_DAYS = 7;
const form = document.querySelector("form.ask");
const text = form?.querySelector("textarea[name=text]");
const same = (one, other) => one.replace(/\s+/g, " ").trim() === other.replace(/\s+/g, " ").trim();

/* A browser may refuse to keep anything; then the page simply does not remember. */
function kept(work) {
  try {
    return work(window.localStorage);
  } catch {
    return null;
  }
}

/* Forget what is old, and what the server has by now: asked, or kept as a draft. */
function tidy() {
  const asked = document.querySelector("[data-asked]")?.textContent ?? "";
  const known = [asked, text?.defaultValue ?? ""].filter((words) => words.trim());
  kept((store) => {
    for (const key of Object.keys(store).filter((name) => name.startsWith(PREFIX))) {
      const entry = JSON.parse(store.getItem(key));
      const old = Date.now() - entry.at > KEPT_DAYS * 86_400_000;
      if (old || known.some((words) => same(words, entry.fields.text ?? ""))) store.removeItem(key);
    }
  });
}

function remember() {
  const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "draft", "to"].includes(name)));
  kept((store) => {
    if (fields.text.trim()) store.setItem(PREFIX + form.dataset.keeper, JSON.stringify({ at: Date.now(), fields }));
    else store.removeItem(PREFIX + form.dataset.keeper);
  });
}

function restore() {
  const found = kept((store) => store.getItem(PREFIX + form.dataset.keeper));
  if (!found || text.value.trim()) return;
  for (const [name, value] of Object.entries(JSON.parse(found).fields)) {
    const control = form.elements.namedItem(name);
    if (control) control.value = value;
  }
  document.addEventListener("DOMContentLoaded", preview); // by then htmx listens
}

/* A dot never moves: those who stay are left alone, and only a ring that gained somebody widens again. */
function widen(old, fresh) {
  const [rings, drawn] = [old.querySelector("svg"), fresh.querySelector("svg")];
  if (!rings || !drawn) return false;
  const counts = (svg, number) => svg.querySelectorAll(`.dot.ring-${number}`).length;
  for (const number of [1, 2, 3]) {
    const [ring, wanted] = [rings, drawn].map((svg) => svg.querySelector(`.ring.ring-${number}`));
    if (!ring || !wanted) return false;
    if (counts(drawn, number) > counts(rings, number)) ring.replaceWith(wanted.cloneNode());
    else ring.setAttribute("class", wanted.getAttribute("class"));
  }
  const stays = new Set([...drawn.querySelectorAll(".dot")].map((dot) => dot.id));
  const here = new Set();
  for (const dot of rings.querySelectorAll(".dot")) stays.has(dot.id) ? here.add(dot.id) : dot.remove();
  const me = rings.querySelector(".me");
  for (const dot of drawn.querySelectorAll(".dot")) if (!here.has(dot.id)) me.before(dot.cloneNode());
  const [words, said] = [old.querySelector(".legend"), fresh.querySelector(".legend")];
  if (!same(words.textContent, said.textContent)) words.replaceWith(said.cloneNode(true));
  return true;
}

const preview = () => form.dispatchEvent(new Event("taken"));
const offerExamples = () => form.querySelectorAll("[data-take]").forEach((button) => (button.hidden = false));

function replaceText(words) {
  text.focus();
  text.select();
  /* insertText keeps the browser's own undo; where it is missing the text is set. */
  if (!document.execCommand("insertText", false, words)) text.value = words;
  remember();
  preview();
}

function takeOver(event) {
  const back = document.getElementById("own-words");
  const button = event.target.closest("[data-take]");
  if (button) {
    back.dataset.words = text.value;
    back.hidden = false;
    replaceText(button.dataset.take);
  } else if (event.target.closest("#own-words")) {
    back.hidden = true;
    replaceText(back.dataset.words);
  }
}

tidy();
if (form) {
  restore();
  offerExamples();
  form.addEventListener("input", remember);
  form.addEventListener("change", remember);
  form.addEventListener("click", takeOver);
  document.addEventListener("htmx:oobAfterSwap", offerExamples);
  /* What did not change is not swapped: a screen reader would read it out again. */
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (target.id === "reach" ? widen(target, fragment) : same(target.textContent, fragment.textContent)) event.detail.shouldSwap = false;
  });
}
