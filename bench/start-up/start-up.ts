import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BenchResult } from "../bench-result.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const AF = join(ROOT, "bin/af");
const RUNS = 9;
const MIB = 2 ** 20;
/** What strangers' programs of this kind load; in a folder of its own, so that `npm ci` stays as small as it is. */
const OTHERS = { viem: "2.57.20", ai: "7.0.173" };

/** Prints its own processor time and memory at the end, whatever it imported before. */
const TELL = "process.on('exit',()=>process.stderr.write('\\n'+JSON.stringify(process.resourceUsage())))";

interface Cost {
  /** Processor time of the whole process, Node's own start in it. */
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** Processor time and memory of fresh processes, the least of several: the machine may be busy. */
export function run(): Promise<BenchResult[]> {
  const bare = cost(["-e", ""], ROOT);
  const results = [
    goalMs("af --version", cost([AF, "--version"], ROOT), 200, bare),
    goalMs("af --help", cost([AF, "--help"], ROOT), 200, bare),
    goalMs("af completion bash", cost([AF, "completion", "bash"], ROOT), 200, bare),
    goalMs("af env sample SAT", cost([AF, "env", "sample", "SAT"], ROOT), 500, bare),
  ];
  const ours = cost(importing("affine"), ROOT);
  results.push(goalMs('import "affine"', ours, 300, bare), goalMiB('import "affine", memory', ours, 70, bare));
  for (const entry of ["environments", "records", "mechanism", "verify"]) {
    results.push(goalMs(`import "affine/${entry}"`, cost(importing(`affine/${entry}`), ROOT), 300, bare));
  }
  return Promise.resolve([...results, ...besideOthers(ours)]);
}

function besideOthers(ours: Cost): BenchResult[] {
  const folder = mkdtempSync(join(tmpdir(), "affine-start-up-"));
  try {
    const packages = Object.entries(OTHERS).map(([name, version]) => `${name}@${version}`);
    const options = ["--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
    const { status, stderr } = spawnSync("npm", ["install", ...options, ...packages], { encoding: "utf8" });
    if (status !== 0) {
      const why = stderr.trim().split("\n")[0] ?? "npm does not run";
      process.stderr.write(
        `start-up: not measured beside ${packages.join(" and ")}, which npm did not install: ${why}\n`,
      );
      return [];
    }
    return Object.keys(OTHERS).map((name) => {
      const theirs = cost(importing(name), folder);
      return {
        name: `import "affine" beside "${name}"`,
        ours: 1000 / ours.cpuMs,
        baseline: 1000 / theirs.cpuMs,
        unit: "1/s",
        ratio: theirs.cpuMs / ours.cpuMs,
        note: `${words(ours)} against ${words(theirs)}`,
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function importing(name: string): string[] {
  return ["--input-type=module", "-e", `await import(${JSON.stringify(name)})`];
}

function cost(args: readonly string[], cwd: string): Cost {
  const costs = Array.from({ length: RUNS }, () => {
    const tell = `data:text/javascript,${encodeURIComponent(TELL)}`;
    const { status, stderr } = spawnSync(process.execPath, ["--import", tell, ...args], { cwd, encoding: "utf8" });
    if (status !== 0) throw new Error(`node ${args.join(" ")}: ${stderr}`);
    const usage = JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? "") as NodeJS.ResourceUsage;
    return { cpuMs: (usage.userCPUTime + usage.systemCPUTime) / 1000, rssBytes: usage.maxRSS * 1024 };
  });
  return {
    cpuMs: Math.min(...costs.map(({ cpuMs }) => cpuMs)),
    rssBytes: Math.min(...costs.map(({ rssBytes }) => rssBytes)),
  };
}

function goalMs(name: string, found: Cost, goal: number, bare: Cost): BenchResult {
  return {
    name,
    ours: 1000 / found.cpuMs,
    baseline: 1000 / goal,
    unit: "1/s",
    ratio: goal / found.cpuMs,
    goal: 1,
    note: `${words(found)}; the goal is ${goal} ms; node alone ${words(bare)}; the least of ${RUNS} runs`,
  };
}

function goalMiB(name: string, found: Cost, goal: number, bare: Cost): BenchResult {
  return {
    name,
    ours: MIB / found.rssBytes,
    baseline: 1 / goal,
    unit: "1/MiB",
    ratio: (goal * MIB) / found.rssBytes,
    goal: 1,
    note: `${words(found)}; the goal is ${goal} MiB at most; node alone ${words(bare)}`,
  };
}

function words({ cpuMs, rssBytes }: Cost): string {
  return `${Math.round(cpuMs)} ms of the processor, ${Math.round(rssBytes / MIB)} MiB`;
}
