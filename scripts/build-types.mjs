import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sourceHash } from "./source-hash.mjs";

/**
 * Writes the types of the library into `dist/types/`: what its users see and nothing else. Takes a quarter of a minute,
 * so it is left out where the sources are those of the last time.
 */
export async function buildTypes(root, entries) {
  const folder = join(root, "dist", "types");
  const stamp = join(folder, "source-hash");
  const hash = sourceHash(root);
  if (readIfThere(stamp) === hash) return;
  const [{ rollup }, { dts }] = await Promise.all([import("rollup"), import("rollup-plugin-dts")]);
  const made = await rollup({
    input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)])),
    external: (name) => !/^[./]/.test(name) && !/^[A-Za-z]:/.test(name),
    plugins: [dts({ tsconfig: join(root, "tsconfig.json"), compilerOptions: OPTIONS })],
  });
  const { output } = await made.generate({ format: "es", chunkFileNames: "chunk-[hash].d.ts" });
  await made.close();
  mkdirSync(folder, { recursive: true });
  rmSync(stamp, { force: true });
  for (const { fileName, code } of output) writeFileSync(join(folder, fileName), code);
  const written = new Set(output.map(({ fileName }) => fileName));
  for (const name of readdirSync(folder)) {
    if (!written.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
  writeFileSync(stamp, hash);
}

/** The checks are `npm run typecheck`; here types are only written. */
const OPTIONS = {
  noEmit: false,
  declaration: true,
  emitDeclarationOnly: true,
  incremental: false,
  tsBuildInfoFile: undefined,
};

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
