import { defineConfig } from "vite";

/** The dashboard: static files that `af validate` and `af demo` serve. */
export default defineConfig({
  root: "web",
  base: "./",
  build: { outDir: "../dist/web", emptyOutDir: true, target: "es2022" },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: { host: "127.0.0.1", proxy: { "/api": "http://127.0.0.1:8420" } },
});
