/** What `npm ci` does at its end: build, where the packages for building were installed too. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const missing = ["rolldown", "typescript", "vite"].filter((name) => {
  try {
    return require.resolve(`${name}/package.json`) === "";
  } catch {
    // Left out by --omit=dev.
    return true;
  }
});
if (missing.length === 0) await import("./build.mjs");
else {
  const built = existsSync(new URL("../dist/af.js", import.meta.url));
  const then = built ? "dist/ stays as it is" : "there is no dist/ yet, so af does not run: `npm ci` builds it";
  process.stderr.write(`affine: nothing is built without ${missing.join(", ")} (development packages); ${then}.\n`);
}
