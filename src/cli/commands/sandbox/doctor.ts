import type { Command } from "commander";
import { CANARY, createPythonEngine, type EngineReport } from "../../../sandbox/index.ts";
import { printJson, printLine } from "../../output.ts";
import { table } from "../../table.ts";

const PROGRAM = "n, *numbers = map(int, open(0).read().split())\nprint(sum(numbers[:n]))";
const STDIN = "5\n1 2 3 4 5\n";
const RUNS = 300;

interface Findings extends EngineReport {
  readonly canary: { readonly matches: boolean; readonly ticks: number };
  readonly programsPerSecond: number;
}

/** Exits 1 if this host must not judge programs. */
export async function doctor(_flags: object, command: Command): Promise<void> {
  const findings = await examine();
  if (command.optsWithGlobals<{ json?: boolean }>().json === true) await printJson(findings);
  else await printLine(table([{ title: "check" }, { title: "found" }], rows(findings)));
  if (!findings.canary.matches) process.exitCode = 1;
}

async function examine(): Promise<Findings> {
  const notices: string[] = [];
  const engine = createPythonEngine({ onNotice: (notice) => notices.push(notice) });
  try {
    const report = await engine.inspect();
    const { stdout, ticks } = await engine.run(CANARY.program, { stdin: CANARY.stdin });
    const startMs = performance.now();
    await Promise.all(Array.from({ length: RUNS }, () => engine.run(PROGRAM, { stdin: STDIN })));
    const seconds = (performance.now() - startMs) / 1000;
    return {
      ...report,
      notices,
      canary: { matches: stdout === CANARY.stdout && ticks === CANARY.ticks, ticks },
      programsPerSecond: Math.round(RUNS / seconds),
    };
  } finally {
    await engine.close();
  }
}

function rows({ walls, reachable, canary, ...rest }: Findings): string[][] {
  const outer = walls.bubblewrap ? "stands" : `missing: ${walls.bubblewrapMissing ?? "unknown"}`;
  const can = (possible: boolean): string => (possible ? "possible" : "refused");
  return [
    ["import gate around programs", "stands"],
    ["permission flag on the child process", "stands"],
    ["bubblewrap and seccomp", outer],
    ["child reads foreign files", can(reachable.readsForeignFiles)],
    ["child writes files", can(reachable.writesFiles)],
    ["child opens sockets", can(reachable.opensSockets)],
    ["child starts processes", can(reachable.startsProcesses)],
    ["child's environment variables", String(reachable.environmentVariables)],
    ["canary", canary.matches ? `as pinned, ${canary.ticks} ticks` : "DIFFERS: this host must not judge programs"],
    ["workers", `${rest.workers} of ${rest.workersWanted}`],
    ["start", `${Math.round(rest.startMs)} ms`],
    ["programs a second", String(rest.programsPerSecond)],
    ["Node", rest.node],
    ...rest.notices.map((notice) => ["notice", notice]),
  ];
}
