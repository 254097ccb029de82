// How behaviours meet elements: each says which it wants; each element is given once, also when htmx brings it later.

type Attach = (element: HTMLElement) => void;
const wanted: { selector: string; attach: Attach; done: WeakSet<Element> }[] = [];

export function each(selector: string, attach: Attach): void {
  wanted.push({ selector, attach, done: new WeakSet() });
}

export function attachAll(root: ParentNode): void {
  for (const { selector, attach, done } of wanted) {
    const found = [...root.querySelectorAll<HTMLElement>(selector)];
    if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root);
    for (const element of found) {
      if (done.has(element)) continue;
      done.add(element);
      attach(element);
    }
  }
}

/** A word in the page's language, from #words in the base template. */
export function word(name: string): string {
  return document.getElementById("words")?.dataset[name] ?? "";
}

/** What the device keeps; storage may be refused or full, and then nothing is kept. */
export const kept = {
  get(key: string): string | null {
    try { return localStorage.getItem(`tawasul.${key}`); } catch { return null; }
  },
  set(key: string, value: string): boolean {
    try { localStorage.setItem(`tawasul.${key}`, value); return true; } catch { return false; }
  },
  remove(beginning: string): void {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(`tawasul.${beginning}`));
      keys.forEach((key) => localStorage.removeItem(key));
    } catch { /* nothing was kept */ }
  },
};
