import { createHash } from "node:crypto";
import rtlcss from "rtlcss";
import { transformWithEsbuild, type Plugin } from "vite";

const hashed = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);

/** Makes of each stylesheet two: as written (left to right), and mirrored by rtlcss, as Bootstrap itself is built. */
export function bothDirections(): Plugin {
  return {
    name: "both-directions",
    enforce: "post",
    async generateBundle(_options, bundle) {
      for (const [fileName, output] of Object.entries(bundle)) {
        if (output.type !== "asset" || !fileName.endsWith(".css")) continue;
        const written = String(output.source);
        delete bundle[fileName];
        for (const [direction, text] of [["ltr", written], ["rtl", rtlcss.process(written)]]) {
          const { code } = await transformWithEsbuild(text, "style.css", { minify: true, legalComments: "none" });
          this.emitFile({ type: "asset", fileName: `tawasul/style-${direction}.${hashed(code)}.css`, source: code });
        }
      }
    },
  };
}
