import { each, word } from "../page";

// data-guard: sent once however often it is clicked; when the sending fails, the text stays and can be sent again
// under the same mark (`once`), so that a request which did arrive is not done twice. htmx (hx-boost) does the sending.

function freshMark(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

each("input[data-once]", (element) => {
  const mark = element as HTMLInputElement;
  mark.value ||= freshMark();
});

function release(form: HTMLFormElement): void {
  delete form.dataset.busy;
  form.removeAttribute("aria-busy");
  form.querySelectorAll("[type=submit], button:not([type])").forEach((button) => button.removeAttribute("aria-disabled"));
}

function sayFailed(form: HTMLFormElement, words: string, again: HTMLElement | null): void {
  form.querySelector(".failed-send")?.remove();
  const box = Object.assign(document.createElement("div"), { className: "failed-send" });
  box.setAttribute("role", "alert");
  const retry = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-primary", textContent: word("retry") });
  retry.addEventListener("click", () => { box.remove(); form.requestSubmit(again); });
  box.append(Object.assign(document.createElement("p"), { textContent: words }), retry);
  const actions = form.querySelector(".form-actions");
  if (actions) actions.before(box);
  else form.append(box);
  retry.focus();
}

each("form[data-guard]", (element) => {
  const form = element as HTMLFormElement;
  let sentBy: HTMLElement | null = null;
  form.addEventListener("submit", (event) => {
    if (form.dataset.busy !== undefined) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sentBy = event.submitter;
    form.dataset.busy = "";
    form.setAttribute("aria-busy", "true");
    form.querySelector(".failed-send")?.remove();
    // Not `disabled`: that would drop the pressed button's own name and value from what is sent, and lose the focus.
    form.querySelectorAll("[type=submit], button:not([type])").forEach((button) => button.setAttribute("aria-disabled", "true"));
  }, { capture: true });
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(failure, () => { release(form); sayFailed(form, word("notSent"), sentBy); });
  }
  form.addEventListener("htmx:responseError", () => { release(form); sayFailed(form, word("notDone"), sentBy); });
  form.addEventListener("htmx:afterRequest", () => release(form));
});

// Back from the browser's memory of pages: nothing is being sent any more.
window.addEventListener("pageshow", () => document.querySelectorAll<HTMLFormElement>("form[data-guard]").forEach(release));

// A boosted form brings a whole page: begin reading it where a fresh page would begin.
document.addEventListener("htmx:afterSettle", (event) => {
  const { target, boosted } = (event as CustomEvent<{ target: Element; boosted?: boolean }>).detail;
  if (!boosted || target !== document.body) return;
  const first = document.querySelector<HTMLElement>("[data-takes-focus]") ?? document.getElementById("content");
  first?.focus({ preventScroll: first.id === "content" });
});
