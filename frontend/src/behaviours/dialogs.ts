import { each } from "../page";

each("[data-dialog]", (button) => {
  button.addEventListener("click", () => document.querySelector<HTMLDialogElement>(button.dataset.dialog ?? "")?.showModal());
});

// A click on the backdrop closes, as Escape does; not the second click of a double one, whose first opened the dialog.
each("dialog", (element) => {
  element.addEventListener("click", (event) => {
    if (event.target === element && event.detail < 2) (element as HTMLDialogElement).close("no");
  });
});

/** Asks in the one dialog of parts/confirm.html; true when the answer is yes. */
function asked(by: HTMLElement): Promise<boolean> {
  const dialog = document.getElementById("confirm") as HTMLDialogElement | null;
  if (!dialog) return Promise.resolve(true);
  const yes = dialog.querySelector<HTMLButtonElement>("[data-yes]");
  dialog.querySelector(".dialog-title")!.textContent = by.dataset.confirm ?? "";
  dialog.querySelector("#confirm-text")!.textContent = by.dataset.confirmText ?? "";
  if (yes) {
    yes.dataset.words ??= yes.textContent ?? "";
    yes.textContent = by.dataset.confirmYes ?? yes.dataset.words;
    yes.className = `btn ${by.dataset.confirmTone === "danger" ? "btn-danger" : "btn-primary"}`;
  }
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}

/** Whether the form that the button sends holds what it must; where not the browser says so, and nothing is asked. */
function sendable(button: HTMLElement): boolean {
  if (!(button instanceof HTMLButtonElement) || button.type !== "submit" || button.formNoValidate) return true;
  const form = button.form;
  return !form || form.noValidate || form.reportValidity();
}

// Before the guard or htmx hear of it: a button that asks holds its click until the answer, then clicks again.
const answered = new WeakSet<HTMLElement>();
document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLElement>("[data-confirm]");
  if (!button || answered.delete(button)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!sendable(button)) return;
  void asked(button).then((yes) => {
    if (!yes) return button.focus();
    answered.add(button);
    button.click();
  });
}, { capture: true });
