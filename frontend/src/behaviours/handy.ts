import { each, word } from "../page";
import { say } from "./toasts";

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(word("copied"), "success");
  } catch {
    say(word("notCopied"), "error");
  }
}

each("[data-copy]", (button) => {
  button.addEventListener("click", () => copy(button.dataset.copy ?? ""));
});

each("[data-print]", (button) => button.addEventListener("click", () => window.print()));

// A page that is nothing but paper: it was opened to be printed.
each("[data-prints-itself]", () => window.addEventListener("load", () => window.print(), { once: true }));

// Where the device has no sharing of its own, what would be shared is copied, and that is said.
each("[data-share]", (button) => {
  button.addEventListener("click", () => {
    const { share: text, shareTitle: title, shareUrl: url } = button.dataset;
    if (!navigator.share) return copy([text, url].filter(Boolean).join(" "));
    return navigator.share({ text, title: title || document.title, url: url || undefined }).catch(() => undefined);
  });
});
