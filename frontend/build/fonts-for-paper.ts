import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const folder = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/ibm-plex-sans-arabic/package.json"));
const WEIGHTS = ["400Regular", "500Medium", "700Bold"];

/** Writes paper/*.ttf: IBM Plex Sans Arabic, whole, Latin letters too, for the documents that Python sets on paper. */
export function fontsForPaper(): Plugin {
  return {
    name: "fonts-for-paper",
    generateBundle() {
      for (const weight of WEIGHTS) {
        const name = `IBMPlexSansArabic_${weight}.ttf`;
        this.emitFile({ type: "asset", fileName: `paper/${name}`, source: readFileSync(join(folder, weight, name)) });
      }
    },
  };
}
