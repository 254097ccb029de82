import { each } from "../page";

// Menus are <details>: they open without script; script closes them on Escape, on leaving, and beside one another.
each("details[data-menu]", (element) => {
  const menu = element as HTMLDetailsElement;
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
    event.stopPropagation();
  });
  menu.addEventListener("focusout", (event) => {
    const next = (event as FocusEvent).relatedTarget;
    if (next instanceof Node && !menu.contains(next)) menu.open = false;
  });
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (!menu.contains(event.target as Node)) menu.open = false;
  }
});
