import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { webFolder } from "../../src/serve/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { atMost } from "./at-most.ts";

/** What a browser loads to show the page, compressed; the worker that recomputes is loaded when it is needed. */
export function pageSize(): Promise<BenchResult> {
  const folder = webFolder();
  if (folder === undefined) throw new Error("The page is not built: npm run build.");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.(html|js|css)$/.test(path),
  );
  const kB = (path: string): number => gzipSync(readFileSync(join(folder, path)), { level: 9 }).length / 1000;
  const worker = files.filter((path) => path.includes("proof-worker"));
  const total = files.filter((path) => !worker.includes(path)).reduce((sum, path) => sum + kB(path), 0);
  const note = `gzip; beside it the recompute worker, ${worker.reduce((sum, path) => sum + kB(path), 0).toFixed(0)} kB`;
  return Promise.resolve(atMost("page without its worker", Number(total.toFixed(1)), 150, "kB", note));
}
