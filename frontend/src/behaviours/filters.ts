import { each } from "../page";

// A department is of its centre and a person of their place: where the one is chosen anew, what was chosen within it is not.
each("select[data-empties]", (element) => {
  const select = element as HTMLSelectElement;
  select.addEventListener("change", () => {
    for (const name of select.dataset.empties?.split(" ") ?? []) {
      const within = select.form?.elements.namedItem(name);
      if (within instanceof HTMLSelectElement) within.value = "";
    }
  });
});

// A choice filters at once; words wait for Enter or the button.
each("form[data-applies-itself]", (element) => {
  const form = element as HTMLFormElement;
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement || (event.target instanceof HTMLInputElement && event.target.type !== "search" && event.target.type !== "text")) form.requestSubmit();
  });
  // Empty choices do not belong in the address.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
  });
});
