import { repairEnvironment } from "../../../src/envs/index.ts";
import { emitPackage } from "../../../src/envs/repair/emit/emit-package.ts";
import { drawSession, everythingOf } from "../../../src/envs/repair/draw/draw-session.ts";
import { readReadme } from "../../../src/envs/repair/readme/read-readme.ts";
import { runSession } from "../../../src/envs/repair/run-session.ts";
import { variantsOf } from "../../../src/envs/repair/variants/variants.ts";
import { Random } from "../../../src/core/index.ts";
import type { PythonEngine } from "../../../src/sandbox/index.ts";

/** Packages whose Python printed something else than the design, of so many runs. */
export interface Agreement {
  runs: number;
  /** Kinds of faults that were run. */
  readonly kinds: Set<string>;
  readonly disagreements: string[];
}

/** Sessions of one package together, so that a run is worth its start. */
const SESSIONS = 3;

/** Runs healthy and faulty packages of a level in the sandbox beside what their design says. */
export async function compareRuns(
  engine: PythonEngine,
  level: number,
  packages: number,
  series: string,
): Promise<Agreement> {
  const found: Agreement = { runs: 0, kinds: new Set(), disagreements: [] };
  await Promise.all(
    Array.from({ length: packages }, async (_, index) => {
      const { state } = repairEnvironment.generate({ level }, `${series}-${index}`).secret;
      const random = Random.from("affine/test/repair/agreement", series, level, index);
      const healthy = readReadme(state.fixed["README.md"] ?? "");
      if (healthy === null) throw new Error("a README that nobody can read");
      const faulty = random.pick(variantsOf(healthy));
      const style = {
        modules: Object.keys(state.code).length,
        taste: Array.from({ length: 97 }, () => random.below(6)),
      };
      found.kinds.add(faulty.kind);
      for (const design of [healthy, faulty.design]) {
        for (let count = 0; count < SESSIONS; count += 1) {
          const commands = drawSession(healthy, everythingOf(healthy), random);
          const { kind, stdout, stderr } = await engine.run(`from ${healthy.package}.main import main\nmain()`, {
            stdin: `${commands.join("\n")}\n`,
            files: emitPackage(design, style),
          });
          found.runs += 1;
          const wanted = `${runSession(design, commands).join("\n")}\n`;
          if (kind === "ok" && stdout === wanted) continue;
          found.disagreements.push(JSON.stringify({ level, index, kind, stderr, stdout, wanted, commands }));
        }
      }
    }),
  );
  return found;
}
