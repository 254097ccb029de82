// A line along the top of the page when an answer takes longer than a second.
let waiting = 0;
let timer = 0;

function show(): void {
  const line = document.getElementById("progress");
  if (line) line.hidden = waiting === 0;
}

document.addEventListener("htmx:beforeRequest", () => {
  waiting += 1;
  window.clearTimeout(timer);
  timer = window.setTimeout(show, 1000);
});

document.addEventListener("htmx:afterRequest", () => {
  waiting = Math.max(0, waiting - 1);
  if (waiting === 0) { window.clearTimeout(timer); show(); }
});
