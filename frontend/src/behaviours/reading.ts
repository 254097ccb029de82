import { each, kept } from "../page";

const root = document.documentElement;

// Reading aids: the choice is applied, shown as pressed, and kept for the next page (see early.ts).
each("[data-prefer]", (button) => {
  const name = button.dataset.prefer ?? "";
  const value = button.dataset.value ?? "";
  const show = () => button.setAttribute("aria-pressed", String((root.dataset[name] ?? "") === value));
  button.addEventListener("click", () => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    kept.set(name, value);
    document.dispatchEvent(new Event("tawasul:preferred"));
  });
  document.addEventListener("tawasul:preferred", show);
  show();
});
