import { defineConfig } from "vite";
import { bothDirections } from "./build/both-directions";
import { fontsForPaper } from "./build/fonts-for-paper";
import { iconPaths } from "./build/icon-paths";
import { namesForTemplates } from "./build/names";

// Twelve hexadecimal digits: WhiteNoise knows such a name never changes its content, and lets browsers keep it for ever.
const named = "tawasul/[name].[hash:12]";

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [bothDirections(), iconPaths(), fontsForPaper(), namesForTemplates()],
  css: { preprocessorOptions: { scss: { quietDeps: true, silenceDeprecations: ["import", "global-builtin", "color-functions"] } } },
  build: {
    outDir: "dist",
    target: "es2020",
    cssMinify: false, // minified by bothDirections, after the mirroring has read its comments
    assetsInlineLimit: 0,
    modulePreload: false,
    rollupOptions: {
      // htmx can evaluate expressions in attributes: switched off (`allowEval` in parts/htmx.json), and forbidden by the
      // policy on scripts. Every other warning is shown.
      onwarn: (warning, show) => { if (warning.code !== "EVAL" || !warning.id?.includes("/htmx.org/")) show(warning); },
      input: { main: "src/main.ts", early: "src/early.ts", style: "styles/main.scss" },
      output: {
        hashCharacters: "hex",
        entryFileNames: `${named}.js`,
        chunkFileNames: `${named}.js`,
        assetFileNames: `${named}[extname]`,
      },
    },
  },
});
