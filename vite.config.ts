import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

/** What the worker takes instead of the parts of `src/` that need Node; of rooms' indexes it takes what it needs only. */
const IN_BROWSER: Readonly<Record<string, string>> = {
  "src/core/hash.ts": "web/proof/hash.ts",
  "src/sandbox/index.ts": "web/proof/no-sandbox.ts",
  "src/io/index.ts": "web/proof/no-files.ts",
  "src/inference/index.ts": "src/inference/outcome-of.ts",
  "src/envs/index.ts": "src/envs/challenge-from-id.ts",
};

/** The product's code as the browser can run it; whatever else of Node it would need breaks the build. */
function forBrowser(): Plugin {
  return {
    name: "for-browser",
    enforce: "pre",
    resolveId(source, importer) {
      if (source.startsWith("node:")) throw new Error(`${importer ?? "?"} needs ${source}, which a browser has not.`);
      if (importer === undefined || !source.startsWith(".")) return null;
      const path = relative(root, resolve(dirname(importer), source));
      const other = IN_BROWSER[path];
      return other === undefined ? null : resolve(root, other);
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        const code = chunk.type === "chunk" ? chunk.code : "";
        const used = /(?<![\w.$`])Buffer\.(from|alloc)/.exec(code);
        if (used !== null) {
          throw new Error(`The browser has no Buffer: ${code.slice(Math.max(0, used.index - 200), used.index + 80)}`);
        }
      }
    },
  };
}

/** The dashboard: static files that `af validate` and `af demo` serve. */
export default defineConfig({
  root: "web",
  base: "./",
  build: { outDir: "../dist/web", emptyOutDir: true, target: "es2022" },
  worker: { format: "es", plugins: () => [forBrowser()] },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: { host: "127.0.0.1", proxy: { "/api": "http://127.0.0.1:8420" } },
});
