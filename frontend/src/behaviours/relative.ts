import { each } from "../page";

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [["day", 86400], ["hour", 3600], ["minute", 60]];
const language = document.documentElement.lang === "ar" ? "ar-u-nu-latn" : document.documentElement.lang;
const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const FAR = 30 * 86400; // beyond a month the date itself says more

function said(moment: Date): string | null {
  const seconds = (moment.getTime() - Date.now()) / 1000;
  if (Number.isNaN(seconds) || Math.abs(seconds) > FAR) return null;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, "minute");
}

// "three days ago" beside the exact date, which stays as the title.
each("time[data-relative]", (element) => {
  const exact = element.textContent ?? "";
  const show = () => {
    if (!element.isConnected) return window.clearInterval(timer);
    const words = said(new Date((element as HTMLTimeElement).dateTime));
    if (words) element.textContent = words;
  };
  element.title = exact;
  const timer = window.setInterval(show, 60000);
  window.addEventListener("beforeprint", () => { element.textContent = exact; }); // paper is read on another day
  window.addEventListener("afterprint", show);
  show();
});
