// Of details with one name only one may be open. While htmx swaps, the old page still stands beside the new one, and its open
// form would shut the new one's, where a refusal is said: what is about to be replaced gives its names up first.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { shouldSwap, target } = (event as CustomEvent<{ shouldSwap: boolean; target: Element }>).detail;
  if (shouldSwap) target.querySelectorAll("details[name]").forEach((details) => details.removeAttribute("name"));
});

// Whatever opened or shut a form meanwhile, what was refused in it is in sight.
document.addEventListener("htmx:afterSettle", () => {
  document.querySelectorAll(".is-invalid").forEach((field) => field.closest("details")?.setAttribute("open", ""));
});

// On paper nothing can be opened: what is folded away is printed open, but for forms.
const opened = new Set<HTMLDetailsElement>();
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")) {
    if (details.closest("[data-no-print]") || details.querySelector("form")) continue;
    details.open = true;
    opened.add(details);
  }
});
window.addEventListener("afterprint", () => {
  opened.forEach((details) => { details.open = false; });
  opened.clear();
});
