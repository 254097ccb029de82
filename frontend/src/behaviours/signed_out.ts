import { word } from "../page";

// A session ends while somebody writes: what they sent leads to signing in, and back to its page. There it is put back into
// the form, to be looked at and sent again. It is kept in this tab alone, and only as long as that takes.

type Sent = { at: number; as: string; page: string; action: string; fields: [string, string][]; through: boolean };
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const KEY = "tawasul.sent";
const LIFE = 3600 * 1000; // milliseconds

const role = () => document.querySelector<HTMLElement>("[data-acting-as]")?.dataset.actingAs;

function read(): Sent | null {
  try { return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Sent | null; } catch { return null; }
}

function write(sent: Sent | null): void {
  try {
    if (sent) sessionStorage.setItem(KEY, JSON.stringify(sent));
    else sessionStorage.removeItem(KEY);
  } catch { /* nothing is kept, as before */ }
}

function typed(form: HTMLFormElement): Field[] {
  const fields = [...form.elements].filter((each): each is Field => "name" in each && "value" in each && !(each instanceof HTMLButtonElement));
  return fields.filter((field) => field.name && !["hidden", "file", "submit", "password"].includes(field.type));
}

const isChoice = (field: Field): field is HTMLInputElement => field.type === "radio" || field.type === "checkbox";

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const as = role();
  if (!as || form.method !== "post") return;
  const fields = typed(form).filter((field) => !isChoice(field) || field.checked).map((field): [string, string] => [field.name, field.value]);
  if (fields.length) write({ at: Date.now(), as, page: location.pathname, action: new URL(form.action).pathname, fields, through: false });
}, { capture: true });

// What was answered with a page has arrived.
document.addEventListener("htmx:afterSettle", (event) => {
  if ((event as CustomEvent<{ boosted?: boolean }>).detail.boosted) write(null);
});

function putBack(form: HTMLFormElement, sent: Sent): void {
  for (const field of typed(form)) {
    const values = sent.fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isChoice(field)) field.checked = values.includes(field.value);
    else if (values[0] !== undefined) field.value = values[0];
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  for (let around = form.closest("details"); around; around = around.parentElement?.closest("details") ?? null) around.open = true;
  const said = Object.assign(document.createElement("p"), { className: "draft-offer", textContent: word("signedOut") });
  said.setAttribute("role", "status");
  const actions = form.querySelector(".form-actions");
  if (actions) actions.before(said);
  else form.append(said);
  said.scrollIntoView({ block: "center" });
}

function arrive(): void {
  const sent = read();
  if (!sent) return;
  if (document.querySelector("[data-sign-in]")) return write({ ...sent, through: true });
  if (!sent.through || Date.now() - sent.at > LIFE) return write(null);
  const as = role();
  if (!as) return; // a second factor is asked for on the way
  if (as !== sent.as) return write(null);
  if (location.pathname !== sent.page) return;
  write(null);
  const form = [...document.forms].find((each) => each.method === "post" && new URL(each.action).pathname === sent.action);
  if (form) putBack(form, sent);
}

window.addEventListener("load", arrive);
