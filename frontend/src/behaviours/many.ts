import { each } from "../page";

// Choosing tickets of a list: all of a page at once, and how many are chosen said where they are acted on.

const boxes = () => [...document.querySelectorAll<HTMLInputElement>("input[data-choose]")];
const chosen = () => boxes().filter((box) => box.checked);

function say(): void {
  const count = chosen().length;
  for (const word of document.querySelectorAll<HTMLElement>("[data-chosen]")) {
    const several = (word.dataset.several ?? "").replace("{count}", String(count));
    word.textContent = count === 0 ? "" : count === 1 ? (word.dataset.one ?? "") : several;
  }
  for (const bar of document.querySelectorAll<HTMLElement>("[data-many]")) bar.toggleAttribute("data-any", count > 0);
  for (const all of document.querySelectorAll<HTMLInputElement>("[data-choose-all]")) {
    all.checked = count > 0 && count === boxes().length;
    all.indeterminate = count > 0 && count < boxes().length;
  }
}

each("[data-many]", say);

each("[data-choose-all]", (element) => {
  element.addEventListener("change", () => {
    for (const box of boxes()) box.checked = (element as HTMLInputElement).checked;
    say();
  });
});

document.addEventListener("change", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.matches("[data-choose]")) say();
});

// A list that refreshes itself would forget what was chosen: it waits.
document.addEventListener("htmx:beforeRequest", (event) => {
  const polled = (event.target as Element | null)?.querySelector?.("input[data-choose]:checked");
  const detail = (event as CustomEvent<{ requestConfig: { headers: Record<string, string> } }>).detail;
  if (polled && detail.requestConfig.headers["X-Poll"]) event.preventDefault();
});
