import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const folder = join(dirname(createRequire(import.meta.url).resolve("bootstrap-icons/package.json")), "icons");

function drawing(file: string): string {
  const svg = readFileSync(join(folder, file), "utf8");
  return svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").trim();
}

/** Writes icons.json: each icon's name and the drawing inside its 16 × 16 frame, for the template tag `icon`. */
export function iconPaths(): Plugin {
  return {
    name: "icon-paths",
    generateBundle() {
      const names = readdirSync(folder).filter((file) => file.endsWith(".svg"));
      const icons = Object.fromEntries(names.map((file) => [file.slice(0, -4), drawing(file)]));
      this.emitFile({ type: "asset", fileName: "icons.json", source: JSON.stringify(icons) });
    },
  };
}
