import { word } from "../page";

// A form is held while a file shown in it was refused or is still on its way: nobody is to believe it attached.
// On the document, so that it is heard before the guard marks the form as sent.

function say(list: Element, words: string): void {
  list.parentElement?.querySelector(".files-held")?.remove();
  if (!words) return;
  const alert = Object.assign(document.createElement("div"), { className: "field-error files-held", textContent: words });
  alert.setAttribute("role", "alert");
  list.after(alert);
}

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if ((event.submitter as HTMLButtonElement | null)?.formNoValidate) return;
  for (const list of form.querySelectorAll("[data-files]")) {
    const refused = list.querySelector(".file[data-state=failed]");
    const held = refused ?? list.querySelector(".file[data-state=sending]");
    say(list, held ? word(refused ? "filesRefused" : "filesSending") : "");
    if (!held) continue;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.querySelector<HTMLElement>("[data-again]:not([hidden]), [data-take-out]")?.focus();
    return;
  }
}, { capture: true });

// Whoever removes or retries a file has read it.
document.addEventListener("click", (event) => {
  const list = (event.target as Element).closest("[data-again], [data-take-out]")?.closest("[data-files]");
  if (list) say(list, "");
}, { capture: true });
