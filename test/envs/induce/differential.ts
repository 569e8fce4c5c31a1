import { readFileSync } from "node:fs";
import { Random } from "../../../src/core/index.ts";
import { induceEnvironment } from "../../../src/envs/index.ts";
import type { PythonEngine } from "../../../src/sandbox/index.ts";

const JUDGE = readFileSync(new URL("second-judge.py", import.meta.url), "utf8");
const AT_ONCE = 10;

/** Bodies that go wrong in ways of their own; `r` is a right function of the same arguments. */
const BODIES = [
  "return r(*a)",
  "return tuple(r(*a)) if isinstance(r(*a), list) else r(*a)",
  "return [float(x) for x in r(*a)] if isinstance(r(*a), list) else r(*a)",
  "v = r(*a)\n    return v[1:] if isinstance(v, (list, str)) else v + 1",
  "v = r(*a)\n    return v if len(str(a)) % 2 else None",
  "v = r(*a)\n    return v if len(str(a)) % 3 else 1 // 0",
  "return set(a[0])",
  "return iter(a[0])",
  "return a[0]",
  "return {'value': r(*a)}",
  "return [bool(x) if x in (0, 1) else x for x in r(*a)] if isinstance(r(*a), list) else r(*a)",
  "return str(r(*a))",
  "return [r(*a)]",
  "return b'x'",
  "return float('nan')",
  "print('affine-returned:[]')\n    return r(*a)",
];

/** Judges answers twice, by the environment and by the second judge, until so many calls were compared. */
export async function compareJudges(
  python: PythonEngine,
  series: string,
  calls: number,
  levels: readonly number[] = induceEnvironment.info.levels,
) {
  const disagreements: string[] = [];
  const reasons = new Set<string>();
  let compared = 0;
  for (let batch = 0; compared < calls; batch += 1) {
    const random = Random.from("affine/test/induce/judges", series, batch);
    const jobs = Array.from({ length: AT_ONCE }, (_, at) => {
      const level = random.pick(levels);
      const question = induceEnvironment.generate({ level }, `judges-${series}-${batch}-${at}`);
      const program = programFor((induceEnvironment.study?.oracle(question) ?? "") as string, random);
      return { secret: question.secret, program };
    });
    const stdin = JSON.stringify(jobs.map(({ program, secret }) => ({ program, tests: secret.tests })));
    const run = await python.run(JUDGE, { stdin });
    if (run.kind !== "ok") throw new Error(`The second judge ended as ${run.kind}: ${run.stderr}`);
    const second = JSON.parse(run.stdout.slice(run.stdout.lastIndexOf("\n", run.stdout.length - 2) + 1)) as [
      number,
      string,
    ][];
    for (const [at, { secret, program }] of jobs.entries()) {
      const { metrics, reason } = await induceEnvironment.check(secret, `\`\`\`python\n${program}\n\`\`\``, { python });
      compared += secret.tests.length;
      reasons.add(reason);
      const ours = JSON.stringify([metrics["passed"], reason]);
      if (ours !== JSON.stringify(second[at])) disagreements.push(`${ours} ${JSON.stringify(second[at])}\n${program}`);
    }
  }
  return { compared, reasons, disagreements };
}

/** The right functions under other names, wrapped by functions that may spoil what they return. */
function programFor(oracle: string, random: Random): string {
  const right = oracle.replace("```python\n", "").replace(/```$/, "");
  const names = right.includes("def g(") ? ["f", "g"] : ["f"];
  const hidden = right.replaceAll(/def ([fg])\(/g, "def right_$1(");
  const wrappers = names.map((name) => `def ${name}(*a):\n    r = right_${name}\n    ${random.pick(BODIES)}\n`);
  return `${hidden}\n${wrappers.join("\n")}`;
}
