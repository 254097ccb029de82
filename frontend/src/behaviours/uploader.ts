import { each, word } from "../page";

// As the pages say it once the file is kept (the filter `file_size`).
const size = (bytes: number) => {
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobytes"] as const : [bytes / 1e6, "megabytes"] as const;
  return word(unit).replace("{amount}", String(Math.round(amount * 10) / 10));
};

/** What the server would say again to the same file: of a wrong kind, damaged, infected, too many. */
class Refused extends Error {}

const MAY_PASS = [0, 408, 429]; // and whatever is the server's own fault

/** Sends one file; tells how far it is (0–100); gives its id, or throws what the server said. */
function send(url: string, file: File, told: (percent: number) => void): { done: Promise<string>; stop: () => void } {
  const request = new XMLHttpRequest();
  const done = new Promise<string>((resolve, reject) => {
    request.upload.onprogress = (event) => told(event.lengthComputable ? (100 * event.loaded) / event.total : 0);
    request.onerror = request.ontimeout = () => reject(new Error(word("uploadFailed")));
    request.onload = () => {
      let answer: { id?: string; detail?: string } = {};
      try { answer = JSON.parse(request.responseText) as typeof answer; } catch { /* not ours: said as a failure below */ }
      if (request.status === 201 && answer.id) resolve(String(answer.id));
      else {
        const words = answer.detail || word("uploadFailed");
        reject(request.status >= 500 || MAY_PASS.includes(request.status) ? new Error(words) : new Refused(words));
      }
    };
  });
  const form = new FormData();
  form.append("file", file);
  request.open("POST", url);
  const token = document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value;
  if (token) request.setRequestHeader("X-CSRFToken", token);
  request.send(form);
  return { done, stop: () => request.abort() };
}

each("[data-uploader]", (zone) => {
  const input = zone.querySelector<HTMLInputElement>("input[type=file]")!;
  const field = zone.closest(".field")!;
  const list = field.querySelector<HTMLElement>("[data-files]")!;
  const pattern = field.querySelector<HTMLTemplateElement>("template[data-file]")!;
  const { url = "", limit = "10", megabytes = "20" } = zone.dataset;
  const chosen = new Map<Element, File>(); // files that go with the form, where they are not sent at once
  zone.dataset.ready = "";

  // The camera of a tablet or a phone opens at once; where there is none the button does not stand there.
  const camera = Object.assign(document.createElement("input"), { type: "file", accept: "image/*" });
  camera.setAttribute("capture", "environment");

  function carry(): void {
    const parcel = new DataTransfer();
    chosen.forEach((file) => parcel.items.add(file));
    input.files = parcel.files;
  }

  function start(row: HTMLElement, file: File): void {
    const note = row.querySelector(".file-note")!;
    const progress = row.querySelector("progress")!;
    const again = row.querySelector<HTMLElement>("[data-again]")!;
    row.dataset.state = "sending";
    note.textContent = `${word("uploading")} · ${size(file.size)}`;
    progress.hidden = false;
    again.hidden = true;
    const sending = send(url, file, (percent) => { progress.value = percent; });
    row.addEventListener("taken-out", sending.stop, { once: true });
    sending.done.then((id) => {
      row.dataset.state = "done";
      note.textContent = `${word("uploaded")} · ${size(file.size)}`;
      row.append(Object.assign(document.createElement("input"), { type: "hidden", name: `${input.dataset.name}_id`, value: id }));
    }, (error: Error) => {
      row.dataset.state = "failed";
      note.textContent = error.message;
      again.hidden = error instanceof Refused;
      again.onclick = () => start(row, file);
    }).finally(() => { progress.hidden = true; });
  }

  function refuse(row: HTMLElement, words: string): void {
    row.dataset.state = "failed";
    row.querySelector(".file-note")!.textContent = words;
  }

  function add(file: File): void {
    const row = (pattern.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>(".file")!;
    row.querySelector(".file-name")!.textContent = file.name;
    const remove = row.querySelector<HTMLElement>("[data-take-out]")!;
    remove.setAttribute("aria-label", `${word("remove")} ${file.name}`);
    const accepted = list.querySelectorAll(".file:not([data-state=failed])").length;
    list.append(row);
    if (file.size > Number(megabytes) * 1e6) return refuse(row, word("tooLarge"));
    if (accepted >= Number(limit)) return refuse(row, word("tooMany"));
    if (url) return start(row, file);
    row.querySelector(".file-note")!.textContent = size(file.size);
    chosen.set(row, file);
  }

  function take(files: FileList): void {
    [...files].forEach(add);
    if (!url) carry();
    else input.value = "";
  }

  if (url) {
    input.dataset.name = input.name;
    input.removeAttribute("name"); // sent already: the form carries only their ids
  }
  if (input.files?.length) take(input.files); // chosen before this script came
  input.addEventListener("change", () => { if (input.files?.length) take(input.files); });
  camera.addEventListener("change", () => { [...camera.files ?? []].forEach(add); if (!url) carry(); camera.value = ""; });
  zone.querySelector("[data-picture]")?.addEventListener("click", () => camera.click());
  zone.querySelector("[data-pick]")?.addEventListener("click", () => input.click());
  for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, (event) => { event.preventDefault(); zone.dataset.over = ""; });
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => { delete zone.dataset.over; });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer?.files.length) take(event.dataTransfer.files);
  });
  list.addEventListener("click", (event) => {
    const row = (event.target as Element).closest("[data-take-out]")?.closest<HTMLElement>(".file");
    if (!row) return;
    row.dispatchEvent(new Event("taken-out"));
    chosen.delete(row);
    row.remove();
    if (!url) carry();
    input.focus();
  });
});
