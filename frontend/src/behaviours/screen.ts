import { each } from "../page";

// The big screen of a hall. It asks every two seconds; while nothing was called it is answered 304. Each number that was not
// shown before is shown large in turn, with a chime; one that was called while the connection was lost is shown when it is
// back. A call that no longer stands gives its place to the newest that does. What the screen was told stays on it while
// nothing answers, and it says so.

const EVERY = 2000;
const PATIENCE = 5000;
const LOST_AFTER = 8000;
const SHOWN_FOR = 6000;
const BESIDE = 6; // calls beside the large one
const TONES = [{ pitch: 659.25, after: 0 }, { pitch: 523.25, after: 0.35 }];

/** Two falling tones, made here: no file is fetched. */
function chime(audio: AudioContext): void {
  for (const { pitch, after } of TONES) {
    const start = audio.currentTime + after;
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, start);
    loudness.gain.exponentialRampToValueAtTime(0.6, start + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.9);
    tone.connect(loudness).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 1);
  }
}

each("[data-hall]", (screen) => {
  const calls = screen.querySelector<HTMLElement>("[data-calls]");
  const large = screen.querySelector<HTMLElement>("[data-large]");
  const lost = screen.querySelector<HTMLElement>("[data-lost]");
  const sound = screen.querySelector<HTMLButtonElement>("[data-sound]");
  const mute = screen.querySelector<HTMLElement>("[data-mute]");
  const last = screen.querySelector<HTMLElement>("[data-last]");
  const quiet = screen.querySelector<HTMLTemplateElement>("[data-quiet]");
  const since = screen.querySelector<HTMLElement>("[data-since]");
  if (!calls || !large || !lost) return;

  let audio: AudioContext | null = null;
  let tag = `"${screen.dataset.tag}"`;
  let heard = Date.now();
  let newest = newestOf();
  const waiting: { number: string; rung: string; html: string }[] = [];
  let busy = false;
  let shownRung = newest;

  function rows(): HTMLElement[] {
    return [...calls!.querySelectorAll<HTMLElement>("[data-rung]")];
  }

  function newestOf(): string {
    return rows().map((row) => row.dataset.rung ?? "").sort().pop() ?? "";
  }

  /** The large one is not said twice: beside it stand a few that were called before. */
  function arrange(): void {
    const beside = rows().filter((row) => row.dataset.number !== large!.dataset.number);
    for (const row of rows()) row.hidden = !beside.slice(0, BESIDE).includes(row);
    if (last) last.hidden = beside.length === 0;
  }

  /** Whether a call is none any more: not told of, though it is not too old to be among those told of. */
  function takenBack(number: string, rung: string): boolean {
    const told = rows();
    if (told.some((row) => row.dataset.number === number)) return false;
    const oldest = told.map((row) => row.dataset.rung ?? "").sort()[0] ?? "";
    return told.length < Number(screen.dataset.most) || rung > oldest;
  }

  /** What is large gives its place to the newest call that stands, unless it stands itself. */
  function rest(): void {
    const standing = rows().filter((row) => row.dataset.stands !== undefined);
    if (standing.some((row) => row.dataset.number === large!.dataset.number)) return;
    const newestStanding = standing[0];
    if (newestStanding) {
      large!.innerHTML = newestStanding.innerHTML;
      large!.dataset.number = newestStanding.dataset.number ?? "";
    } else {
      large!.innerHTML = quiet?.innerHTML ?? "";
      delete large!.dataset.number;
    }
  }

  function show(): void {
    const next = waiting.shift();
    busy = Boolean(next);
    if (!next) {
      large!.removeAttribute("data-fresh");
      rest();
      return arrange();
    }
    large!.innerHTML = next.html;
    large!.dataset.number = next.number;
    shownRung = next.rung;
    large!.removeAttribute("data-fresh");
    void large!.offsetWidth; // so that the same number called again blinks again
    large!.setAttribute("data-fresh", "");
    arrange();
    if (audio) chime(audio);
    window.setTimeout(show, waiting.length ? SHOWN_FOR / 2 : SHOWN_FOR);
  }

  function take(html: string): void {
    calls!.innerHTML = html;
    const before = newest;
    const fresh = rows().filter((row) => (row.dataset.rung ?? "") > before).reverse();
    newest = [newestOf(), before].sort().pop() ?? "";
    const kept = waiting.filter((each) => !takenBack(each.number, each.rung)); // before the hall heard it
    waiting.splice(0, waiting.length, ...kept);
    for (const row of fresh) waiting.push({ number: row.dataset.number ?? "", rung: row.dataset.rung ?? "", html: row.innerHTML });
    if (!busy) return show();
    if (large!.dataset.number && takenBack(large!.dataset.number, shownRung)) rest();
    arrange();
  }

  async function ask(): Promise<void> {
    const stop = new AbortController();
    const timer = window.setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(screen.dataset.hall ?? "", {
        cache: "no-store", signal: stop.signal, headers: { "If-None-Match": tag, "X-Poll": "1" },
      });
      if (answer.status === 404) return window.location.reload(); // the screen was given another address
      if (answer.ok) {
        tag = answer.headers.get("ETag") ?? tag;
        take(await answer.text());
      }
      if (answer.ok || answer.status === 304) heard = Date.now();
    } catch { /* said below */ } finally {
      window.clearTimeout(timer);
      lost!.hidden = Date.now() - heard < LOST_AFTER;
      if (since) since.textContent = new Date(heard).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Riyadh" });
      window.setTimeout(ask, EVERY);
    }
  }

  // Browsers let a page sound only after somebody touched it once, unless they were started so that it may at once.
  const given = new AudioContext();
  function sounds(): void {
    if (given.state !== "running") return;
    audio = given;
    if (mute) mute.hidden = true;
  }
  given.addEventListener("statechange", sounds);
  sounds();
  sound?.addEventListener("click", () => {
    audio = given;
    void audio.resume();
    chime(audio);
    if (mute) mute.hidden = true;
    void document.documentElement.requestFullscreen?.().catch(() => undefined);
  });
  window.setTimeout(ask, EVERY);
});
