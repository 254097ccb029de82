// Whoever holds several roles may change theirs in another window: what is sent says in which role its page was opened.

const role = () => document.querySelector<HTMLElement>("[data-acting-as]")?.dataset.actingAs;

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const worn = role();
  if (!worn || form.method !== "post" || form.querySelector("[name=hat]")) return;
  const field = form.querySelector<HTMLInputElement>("input[name=acting_as]") ?? document.createElement("input");
  Object.assign(field, { type: "hidden", name: "acting_as", value: worn });
  form.append(field);
}, { capture: true });

document.addEventListener("htmx:configRequest", (event) => {
  const { headers } = (event as CustomEvent<{ headers: Record<string, string> }>).detail;
  const worn = role();
  if (worn) headers["X-Acting-As"] = worn;
});
