import { each, kept, word } from "../page";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Draft = { value: string; base: string; at: number };
const LIFE = 7 * 86400 * 1000; // milliseconds after which a draft is forgotten
const PAUSE = 400;

function draftOf(key: string): Draft | null {
  try {
    const draft = JSON.parse(kept.get(`draft.${key}`) ?? "null") as Draft | null;
    return draft && Date.now() - draft.at < LIFE ? draft : null;
  } catch { return null; }
}

/** What the server wrote into the field: what it holds when this begins may already be typed over on a slow connection. */
function servedIn(field: Field): string {
  if (!(field instanceof HTMLSelectElement)) return field.defaultValue;
  const options = Array.from(field.options);
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? "";
}

/** Offers a draft written over an older text than the server's present one: the person decides. */
function offer(field: Field, draft: Draft, key: string, place: Element | null): void {
  if (!place) return;
  const box = Object.assign(document.createElement("div"), { className: "draft-offer" });
  const button = (name: string, act: () => void) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-outline btn-small", textContent: word(name) });
    made.addEventListener("click", () => { act(); box.remove(); field.focus(); });
    return made;
  };
  box.append(
    Object.assign(document.createElement("span"), { textContent: word("olderDraft") }),
    button("useDraft", () => { field.value = draft.value; field.dispatchEvent(new Event("input", { bubbles: true })); }),
    button("discard", () => kept.remove(`draft.${key}`)),
  );
  place.replaceChildren(box);
}

// data-autosave="key": what is typed is kept on the device until the server has it (data-draft-done).
each("[data-autosave]", (element) => {
  const field = element as Field;
  const key = field.dataset.autosave ?? "";
  const place = field.id ? document.querySelector(`[data-draft-word="${CSS.escape(field.id)}"]`) : null;
  const base = servedIn(field);
  const draft = draftOf(key);
  if (draft && draft.value !== base && draft.value !== field.value) {
    if (field.value === base && (draft.base === base || base === "")) {
      field.value = draft.value;
      if (place) place.textContent = word("restored");
      field.dispatchEvent(new Event("change", { bubbles: true }));
    } else offer(field, draft, key, place);
  }
  let timer = 0;
  const keep = () => {
    window.clearTimeout(timer);
    if (!field.isConnected || field.value === base) return;
    const done = kept.set(`draft.${key}`, JSON.stringify({ value: field.value, base, at: Date.now() }));
    if (place && done) place.textContent = word("saved");
  };
  field.addEventListener("input", () => { window.clearTimeout(timer); timer = window.setTimeout(keep, PAUSE); });
  field.addEventListener("change", keep);
  window.addEventListener("pagehide", keep);
  if (!draft) keep();
});

each("[data-draft-done]", (element) => kept.remove(`draft.${element.dataset.draftDone ?? ""}`));
each("form[data-clears-drafts]", (form) => form.addEventListener("submit", () => kept.remove("draft.")));
