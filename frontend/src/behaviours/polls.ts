// A page that refreshes itself is no sign of a person: such requests say so, and do not keep the session alive.

document.addEventListener("htmx:configRequest", (event) => {
  const { triggeringEvent, headers } = (event as CustomEvent<{ triggeringEvent?: Event; headers: Record<string, string> }>).detail;
  if (!triggeringEvent) headers["X-Poll"] = "1";
});
