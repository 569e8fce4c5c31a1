import { parseArgs } from "node:util";
import type { BenchResult } from "./bench-result.ts";

/** Every benchmark; each is slow enough to be worth choosing: `npm run bench -- sat records`. */
const BENCHES: Readonly<Record<string, () => Promise<{ run: () => Promise<BenchResult[]> }>>> = {
  sat: () => import("./environments/sat.ts"),
  abd: () => import("./environments/abd.ts"),
  ded: () => import("./environments/ded.ts"),
  replay: () => import("./environments/replay.ts"),
  induce: () => import("./environments/induce.ts"),
  families: () => import("./environments/families.ts"),
  peers: () => import("./environments/peers.ts"),
  readers: () => import("./environments/readers.ts"),
  evaluate: () => import("./environments/evaluate.ts"),
  inference: () => import("./inference/inference.ts"),
  "mechanism-v1": () => import("./mechanism/affine-v1.ts"),
  "mechanism-v2": () => import("./mechanism/affine-v2.ts"),
  "rounds-to-crown": () => import("./mechanism/rounds-to-crown.ts"),
  simulate: () => import("./simulate/simulate.ts"),
  sandbox: () => import("./sandbox/sandbox.ts"),
  records: () => import("./records/records.ts"),
  audit: () => import("./audit/audit.ts"),
  "audit-memory": () => import("./audit/memory.ts"),
  subtensor: () => import("./chain/subtensor.ts"),
  proofs: () => import("./chain/proofs.ts"),
  signer: () => import("./signer/signer.ts"),
  doors: () => import("./doors/doors.ts"),
  export: () => import("./dataset/export.ts"),
  scale: () => import("./scale/scale.ts"),
  startup: () => import("./start-up/start-up.ts"),
  arena: () => import("./arena/arena.ts"),
};

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean" } } });
const unknown = positionals.filter((name) => BENCHES[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`No benchmark ${unknown.join(", ")}. There are: ${Object.keys(BENCHES).join(", ")}.\n`);
  process.exit(2);
}
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHES)) {
  const module = await BENCHES[name]?.();
  for (const result of (await module?.run()) ?? []) {
    process.stdout.write(`${values.json === true ? JSON.stringify(result) : line(result)}\n`);
  }
}
// Pools and servers of a benchmark may linger; its figures are printed.
process.exit(0);

function line({ name, ours, baseline, unit, ratio, goal, note }: BenchResult): string {
  const verdict = goal === undefined ? "" : ratio >= goal ? `  goal ${goal} reached` : `  goal ${goal} MISSED`;
  const figures = `${round(ours)} against ${round(baseline)} ${unit}`;
  return `${name.padEnd(34)} ${`x${ratio.toFixed(2)}`.padStart(8)}  ${figures}${verdict}${note === undefined ? "" : `\n    ${note}`}`;
}

function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
}
