import { each, kept } from "../page";

const allowed = () => kept.get("keys") !== "off";
const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

each("[data-prefer-keys]", (element) => {
  const box = element as HTMLInputElement;
  box.checked = allowed();
  box.addEventListener("change", () => kept.set("keys", box.checked ? "on" : "off"));
});

/** Moves the focus to the next (1) or previous (-1) row of the page's list. */
function step(by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-keys] .worklist-open")];
  if (links.length === 0) return;
  const at = links.indexOf(document.activeElement as HTMLElement);
  links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}

const KEYS: Record<string, () => void> = {
  "/": () => document.querySelector<HTMLElement>("[data-shortcut='/']")?.focus(),
  e: () => document.querySelector<HTMLElement>("[data-shortcut='e']")?.focus(),
  "?": () => document.querySelector<HTMLDialogElement>("[data-shortcuts]")?.showModal(),
  j: () => step(1),
  k: () => step(-1),
};

// The physical key of each letter, so that they work while the keyboard is Arabic.
const BY_PLACE: Record<string, string> = { KeyE: "e", KeyJ: "j", KeyK: "k" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !allowed()) return;
  if (document.querySelector("dialog[open]")) return;
  const act = KEYS[event.key === "؟" ? "?" : event.key] ?? KEYS[BY_PLACE[event.code] ?? (event.code === "Slash" ? (event.shiftKey ? "?" : "/") : "")];
  if (!act) return;
  event.preventDefault();
  act();
});
