import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Random } from "../../src/core/index.ts";
import type { Doors } from "../../src/doors/index.ts";
import { splitNamed, splitSeed } from "../../src/doors/evaluator/splits.ts";
import { hostileAnswer } from "../../src/envs/card/hostile-answers.ts";
import { environment, makeChallenge, type GeneratedChallenge } from "../../src/envs/index.ts";
import { createPythonEngine, type PythonEngine, type Verdict } from "../../src/sandbox/index.ts";
import { runAf } from "../e2e/af.ts";
import { contestDoor, httpDoors, OpenEnvDoor, type Numbered } from "./every-door.ts";
import { openDoors } from "./open-doors.ts";
import { rightAnswer } from "./right-answer.ts";

const HOSTILE = 5;

interface Case {
  readonly question: Numbered;
  readonly challenge: GeneratedChallenge;
  readonly answers: readonly string[];
}

/**
 * The door parity test: through every door the same question has the same bytes, and the same answer the same verdict,
 * as from the SDK. The other ways, `af env evaluate` and the contest, are doors here like all others.
 *
 * @param challenges of each environment, over all its levels.
 */
export function doorParity(challenges: number): void {
  let doors: Doors;
  let folder: string;
  const sandbox = createPythonEngine({ workers: 1 });
  const python = remembering(sandbox);

  beforeAll(async () => {
    doors = await openDoors({ context: { python } });
    folder = await mkdtemp(join(tmpdir(), "affine-parity-"));
  });
  afterAll(async () => {
    await doors.close();
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  describe.each(["ABD", "DED", "INDUCE", "OPT", "PLAN", "PROVE", "SAT", "TRACK"])("%s", (env) => {
    const cases = casesOf(env, challenges);
    const expected = async ({ challenge, answers }: Case) =>
      Promise.all(answers.map(async (answer) => challenge.evaluate(answer, { python })));

    test("behavior: every door asks the same and judges the same", async () => {
      const openEnv = new OpenEnvDoor(doors.url);
      const all = { ...httpDoors(doors.url), OpenEnv: openEnv.say, contest: contestDoor({ python }) };
      let passed = 0;
      for (const one of cases) {
        const verdicts = await expected(one);
        passed += verdicts.filter(({ score }) => score === 1).length;
        for (const [name, door] of Object.entries(all)) {
          const said = await door(one.question, one.challenge, one.answers);
          const where = `${name}, ${one.challenge.id}`;
          if (said.prompt !== null)
            expect(Buffer.from(said.prompt).equals(Buffer.from(one.challenge.prompt)), where).toBe(true);
          expect(
            said.verdicts.map(({ score }) => score),
            where,
          ).toEqual(verdicts.map(({ score }) => score));
          said.verdicts.forEach(({ reason }, index) => {
            // The contest stores answers as well-formed Unicode, and says of an empty one that the model failed.
            const isTold = reason !== null && (name !== "contest" || one.answers[index]!.isWellFormed());
            if (isTold) expect(reason, `${where}, answer ${index}`).toBe(verdicts[index]?.reason);
          });
        }
      }
      // Parity of zeros alone would prove little.
      expect(passed).toBeGreaterThanOrEqual(cases.length);
    });

    test("behavior: af env evaluate says the same", async () => {
      const file = join(folder, `${env}.ndjson`);
      const lines = cases.flatMap(({ challenge, answers }) =>
        answers.map((completion) => JSON.stringify({ challenge_id: challenge.id, completion })),
      );
      await writeFile(file, lines.join("\n"));
      const { stdout, code } = await runAf(["env", "evaluate", file], { cwd: folder });
      expect(code).toBe(0);
      const told = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as object);
      const own = (await Promise.all(cases.map(expected))).flat();
      expect(told).toEqual(own.map((verdict) => expect.objectContaining({ ...verdict }) as object));
    });
  });
}

function casesOf(env: string, challenges: number): Case[] {
  const found = environment(env);
  const { levels } = found.info;
  return Array.from({ length: challenges }, (_, index) => {
    const level = levels[index % levels.length] as number;
    const challenge = makeChallenge(found, { params: { level }, seed: splitSeed(found, splitNamed("train"), index) });
    const right = rightAnswer(challenge);
    const random = Random.from("affine/door-parity/v1", env, index);
    return { question: { env, level, index }, challenge, answers: [right, ...hostileTexts(random, right)] };
  });
}

/** What is no text comes through one door only; those have their own tests. */
function hostileTexts(random: Random, right: string): string[] {
  const texts: string[] = [];
  while (texts.length < HOSTILE) {
    const answer = hostileAnswer(random, right);
    if (typeof answer === "string") texts.push(answer);
  }
  return texts;
}

/** Runs each program once: a program's verdict is a function of it, and seven doors ask for the same. */
function remembering(engine: PythonEngine): PythonEngine {
  const known = new Map<string, Promise<Verdict>>();
  return {
    run(program, options = {}) {
      const key = JSON.stringify([typeof program === "string" ? program : [...program], options]);
      const verdict = known.get(key) ?? engine.run(program, options);
      known.set(key, verdict);
      return verdict;
    },
    start: () => engine.start(),
    inspect: () => engine.inspect(),
    close: () => engine.close(),
  };
}
