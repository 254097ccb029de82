import { each } from "../page";

// A page that refreshes itself is no sign of a person: such requests say so, and do not keep the session alive.

type Detail = { triggeringEvent?: Event; headers: Record<string, string>; elt: Element; xhr?: XMLHttpRequest; shouldSwap?: boolean };

const asked = (event: Event) => (event as CustomEvent<Detail>).detail;
const isPoll = (element: Element) => /(^|,)\s*every /.test(element.getAttribute("hx-trigger") ?? "");

document.addEventListener("htmx:configRequest", (event) => {
  const { triggeringEvent, headers } = asked(event);
  if (!triggeringEvent) headers["X-Poll"] = "1";
});

// Nothing changes under a question: whoever answers it presses the button that they saw. The next refresh brings what was missed.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (isPoll(asked(event).elt) && document.querySelector("dialog[open]")) asked(event).shouldSwap = false;
});

// What [data-live] shows is said to be old when nothing was heard for so many seconds, and since when; until something is heard.
// A phone that slept was not listening: it is given that long anew when it wakes.
each("[data-live]", (frame) => {
  const lost = frame.querySelector<HTMLElement>("[data-lost]");
  const since = frame.querySelector<HTMLElement>("[data-since]");
  if (!lost || !since) return;
  const patience = Number(frame.dataset.live) * 1000;
  let heard = Date.now();
  let listening = heard;

  function say(): void {
    const old = Date.now() - Math.max(heard, listening) > patience && frame.querySelector("[hx-get]") !== null;
    if (lost!.hidden !== old) return;
    since!.textContent = new Date(heard).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Riyadh" });
    frame.toggleAttribute("data-old", old);
    lost!.hidden = !old;
  }

  frame.addEventListener("htmx:afterRequest", (event) => {
    const status = asked(event).xhr?.status ?? 0;
    if (status === 200 || status === 304) heard = Date.now();
    say();
  });
  // A whole page that says that this one is no more is no part of it.
  frame.addEventListener("htmx:beforeSwap", (event) => {
    const status = asked(event).xhr?.status;
    if (status !== 403 && status !== 404) return;
    asked(event).shouldSwap = false;
    window.location.reload();
  });
  document.addEventListener("visibilitychange", () => { listening = Date.now(); });
  window.setInterval(say, 1000);
});
