import { each, word } from "../page";

const PAUSE = 200; // milliseconds after the last key before asking

// The ARIA combobox pattern over a list that the server makes (parts/combobox.html, parts/options.html).
each("[data-combobox]", (box) => {
  const input = box.querySelector<HTMLInputElement>("input[type=text]")!;
  const value = box.querySelector<HTMLInputElement>("input[type=hidden]")!;
  const list = box.querySelector<HTMLElement>("[role=listbox]")!;
  const status = box.querySelector<HTMLElement>("[role=status]")!;
  const clear = box.querySelector<HTMLButtonElement>(".combobox-clear")!;
  let asking: AbortController | null = null;
  let timer = 0;
  let at = -1;

  const options = () => [...list.querySelectorAll<HTMLElement>("[role=option]")];
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);

  function close(): void {
    window.clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index: number): void {
    const all = options();
    at = all.length === 0 ? -1 : (index + all.length) % all.length;
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const marked = all[at];
    if (!marked) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", marked.id);
    marked.scrollIntoView({ block: "nearest" });
  }

  function choose(option: HTMLElement): void {
    value.value = option.dataset.value ?? "";
    input.value = option.dataset.text ?? "";
    input.setCustomValidity("");
    clear.hidden = false;
    close();
    value.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function ask(): Promise<void> {
    asking?.abort();
    asking = new AbortController();
    const url = new URL(box.dataset.url ?? "", document.baseURI);
    url.searchParams.set("q", input.value.trim());
    try {
      const answer = await fetch(url, { signal: asking.signal, headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(String(answer.status));
      list.innerHTML = await answer.text();
      options().forEach((option, place) => { option.id = `${list.id}_${place}`; });
      status.textContent = list.querySelector("[data-status]")?.textContent ?? "";
      at = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    } catch (error) {
      if ((error as Error).name !== "AbortError") { close(); status.textContent = word("searchFailed"); }
    }
  }

  input.addEventListener("input", () => {
    value.value = "";
    clear.hidden = input.value === "";
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (open) mark(down ? at + 1 : at < 0 ? -1 : at - 1);
      else void ask().then(() => mark(down ? 0 : -1));
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      const option = options()[at];
      if (option) choose(option);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab" && open) {
      const option = options()[at];
      if (option) choose(option);
    }
  });
  input.addEventListener("click", () => { if (list.hidden && !value.value) void ask(); });
  input.addEventListener("blur", () => window.setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (option) choose(option);
  });
  clear.addEventListener("click", () => {
    input.value = value.value = "";
    clear.hidden = true;
    value.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
  clear.hidden = !value.value;
  close();
});
