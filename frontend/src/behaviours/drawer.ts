import { each } from "../page";

// The side navigation on a narrow page: opens over it, behind it a veil; Escape, the veil or a link closes it.
each("[data-drawer]", (button) => {
  const side = document.querySelector<HTMLElement>(button.dataset.drawer ?? "");
  if (!side) return;
  let veil: HTMLElement | null = null;
  const close = (refocus: boolean) => {
    delete side.dataset.open;
    veil?.remove();
    veil = null;
    button.setAttribute("aria-expanded", "false");
    if (refocus) button.focus();
  };
  button.addEventListener("click", () => {
    if (veil) return close(true);
    side.dataset.open = "";
    button.setAttribute("aria-expanded", "true");
    veil = Object.assign(document.createElement("div"), { className: "veil", onclick: () => close(true) });
    side.before(veil);
    side.querySelector<HTMLElement>("a, button")?.focus();
  });
  side.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && veil) close(true);
  });
  side.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (veil && next instanceof Node && !side.contains(next)) close(false);
  });
});
