import { each, word } from "../page";

const SHOWN = 8000; // milliseconds; the design system asks for five seconds at least

each("[data-toast]", (card) => {
  const leave = () => card.remove();
  card.querySelector("[data-dismiss]")?.addEventListener("click", leave);
  if (card.dataset.toast === "error" || card.dataset.toast === "warning") return;
  let timer = window.setTimeout(leave, SHOWN);
  const hold = () => window.clearTimeout(timer);
  const release = () => { hold(); timer = window.setTimeout(leave, SHOWN); };
  card.addEventListener("pointerenter", hold);
  card.addEventListener("focusin", hold);
  card.addEventListener("pointerleave", release);
  card.addEventListener("focusout", release);
});

/** Says what happened, in the same place as the server's messages. */
export function say(text: string, tone = "info"): void {
  const region = document.getElementById("toasts");
  if (!region) return;
  const card = document.createElement("div");
  card.className = `toast-card toast-${tone}`;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn-quiet btn-icon", textContent: "×" });
  button.setAttribute("aria-label", word("close"));
  button.addEventListener("click", () => card.remove());
  card.append(document.createElement("span"), Object.assign(document.createElement("p"), { textContent: text }), button);
  region.append(card);
  if (tone !== "error") window.setTimeout(() => card.remove(), SHOWN);
}

// A server answers htmx with the header HX-Trigger: {"toast": {"text": …, "tone": …}}.
document.addEventListener("toast", (event) => {
  const { text, tone } = (event as CustomEvent<{ text: string; tone?: string }>).detail;
  say(text, tone);
});
