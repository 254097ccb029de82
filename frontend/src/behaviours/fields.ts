import { each, word } from "../page";

// The summary of errors is what a reader should meet first after a refusal.
each("[data-takes-focus]", (element) => element.focus());

// How many characters are left, said in words only near the end so that a screen reader is not interrupted by each letter.
each("[data-counter]", (element) => {
  const field = document.getElementById(element.dataset.counter ?? "") as HTMLTextAreaElement | null;
  if (!field || field.maxLength < 0) return;
  const show = () => {
    const left = field.maxLength - field.value.length;
    element.textContent = word("charactersLeft").replace("{count}", String(left));
    if (left < 50) element.setAttribute("role", "status");
    else element.removeAttribute("role");
  };
  field.addEventListener("input", show);
  show();
});

// data-needed-when="type=report": a field that one choice on the form makes necessary.
each("[data-needed-when]", (element) => {
  const field = element as HTMLInputElement;
  const [name = "", value = ""] = (field.dataset.neededWhen ?? "").split("=");
  const show = () => {
    const chosen = field.form?.querySelector<HTMLInputElement>(`[name="${name}"]:checked`);
    field.required = chosen?.value === value;
  };
  field.form?.addEventListener("change", show);
  show();
});

// data-shown-when="reason=ask file": what stands there while one of these choices of the form is made. Without script all of it does.
each("[data-shown-when]", (element) => {
  const [name = "", values = ""] = (element.dataset.shownWhen ?? "").split("=");
  const form = element.closest("form");
  const show = () => {
    const chosen = form?.querySelector<HTMLInputElement>(`[name="${name}"]:checked`);
    element.toggleAttribute("data-shown", !!chosen && values.split(" ").includes(chosen.value));
  };
  form?.addEventListener("change", show);
  show();
});

// What the browser finds wrong before sending is said in the page's language, not in the browser's own.
const faulted = new Set<HTMLInputElement>();

function fault(field: HTMLInputElement): string {
  const { valueMissing, tooShort, tooLong } = field.validity;
  if (valueMissing) return word(["radio", "checkbox", "select-one"].includes(field.type) ? "choose" : "required");
  if (tooShort) return word("tooShort").replace("{count}", String(field.minLength));
  return word(tooLong ? "tooLong" : "wrongForm");
}

document.addEventListener("invalid", (event) => {
  const field = event.target as HTMLInputElement;
  if (field.validity.customError) return;
  field.setCustomValidity(fault(field));
  faulted.add(field);
}, { capture: true });

// Judged anew after every change: one choice may make another field unnecessary.
for (const kind of ["input", "change"]) {
  document.addEventListener(kind, () => {
    faulted.forEach((field) => field.setCustomValidity(""));
    faulted.clear();
  }, { capture: true });
}
