import type { Plugin } from "vite";

/** Writes names.json: what was built, without its hash, to what it is called; for the template tags of `ui`. */
export function namesForTemplates(): Plugin {
  return {
    name: "names-for-templates",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const files = Object.keys(bundle).filter((file) => file.startsWith("tawasul/"));
        const names = files.map((file) => [file.replace(/^tawasul\//, "").replace(/\.[0-9a-f]{12}\./, "."), file]);
        this.emitFile({ type: "asset", fileName: "names.json", source: JSON.stringify(Object.fromEntries(names), null, 1) });
      },
    },
  };
}
