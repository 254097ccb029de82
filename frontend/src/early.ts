// Runs before the first paint, as a classic script: applies what the reader chose in the reading aids.
{
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    for (const name of ["text", "contrast"]) {
      const value = localStorage.getItem(`tawasul.${name}`);
      if (value) root.dataset[name] = value;
    }
  } catch {
    // Storage is refused: the page shows as designed.
  }
}
