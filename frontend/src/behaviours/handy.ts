import { each, word } from "../page";
import { say } from "./toasts";

each("[data-copy]", (button) => {
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy ?? "");
      say(word("copied"), "success");
    } catch {
      say(word("notCopied"), "error");
    }
  });
});

each("[data-print]", (button) => button.addEventListener("click", () => window.print()));

each("[data-share]", (button) => {
  if (!navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const { share: text, shareTitle: title, shareUrl: url } = button.dataset;
    navigator.share({ text, title: title || document.title, url: url || undefined }).catch(() => undefined);
  });
});
