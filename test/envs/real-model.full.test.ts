import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cardSchema, environment, modelRowSchema, type ModelRow } from "../../src/envs/index.ts";
import { emptyFolder, runAf } from "../e2e/af.ts";

const ops = (name: string): string => fileURLToPath(new URL(`../../ops/${name}`, import.meta.url));
const MODEL = "gemma-3-270m-q4_k_m";
/** Kept from run to run: a quarter of a gigabyte. */
const FOLDER = process.env["AFFINE_TEST_MODEL"] ?? join(tmpdir(), "affine-test-model");
const QUESTIONS = 4;
const MAX_TOKENS = 192;

let server: ChildProcess | undefined;
let url = "";

beforeAll(async () => {
  const made = await promisify(execFile)("bash", [ops("model-env.sh"), FOLDER]);
  const weights = made.stdout.trim();
  server = spawn(process.execPath, [ops("model/serve.mjs"), join(FOLDER, "runtime"), weights, MODEL], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: server.stdout! });
  const [line] = (await Promise.race([once(lines, "line"), once(server, "exit").then(failed)])) as [string];
  ({ url } = JSON.parse(line) as { url: string });
});
afterAll(() => server?.kill());

function failed(): never {
  throw new Error("The model's server has ended before it served anything.");
}

/** The row of the command, with the card that it went into. */
async function measured(name: string, cwd: string): Promise<ModelRow> {
  const stored = new URL(`../../src/envs/${name}/${name}.card.json`, import.meta.url);
  const bare = { ...cardSchema.parse(JSON.parse(readFileSync(stored, "utf8"))), models: undefined };
  writeFileSync(join(cwd, "card.json"), JSON.stringify(bare));
  const asked = ["-n", String(QUESTIONS), "--max-tokens", String(MAX_TOKENS), "--seed", "full", "--concurrency", "1"];
  const args = ["env", "card", name, "--base-url", url, "--model", MODEL, ...asked, "--into", "card.json", "--json"];
  const { code, stdout, stderr } = await runAf(args, { cwd });
  expect(code, stderr).toBe(0);
  const row = modelRowSchema.parse(JSON.parse(stdout));
  const card = cardSchema.parse(JSON.parse(readFileSync(join(cwd, "card.json"), "utf8")));
  expect(card).toEqual({ ...bare, models: [row] });
  return row;
}

describe("a real language model of 270 million parameters", () => {
  test.each(["sat", "abd"])(
    "default: af env card %s stores passes, interval, tokens and truncations of each level",
    async (name) => {
      const cwd = emptyFolder();
      const row = await measured(name, cwd);
      const { info } = environment(name);
      expect(row).toMatchObject({ model: MODEL, environment: info.name, version: info.version, maxTokens: MAX_TOKENS });
      expect(Object.keys(row.levels)).toEqual(info.levels.map(String));
      for (const { asked, passed, lowBp, highBp, completionTokens, truncated } of Object.values(row.levels)) {
        expect(asked).toBe(QUESTIONS);
        expect(lowBp).toBeLessThanOrEqual((10_000 * passed) / asked);
        expect(highBp).toBeGreaterThanOrEqual((10_000 * passed) / asked);
        expect(highBp - lowBp).toBeGreaterThan(0);
        expect(completionTokens).toBeGreaterThan(0);
        expect(completionTokens).toBeLessThanOrEqual(MAX_TOKENS);
        expect(truncated).toBeLessThanOrEqual(asked);
      }
      // A model that is not there to search solves none of the hardest level.
      expect(row.levels[String(info.levels.at(-1))]?.passed).toBe(0);
      const curriculum = await runAf(["env", "curriculum", "card.json", "--group", "8", "--json"], { cwd });
      expect(curriculum.code, curriculum.stderr).toBe(0);
      const told = JSON.parse(curriculum.stdout) as { levels: { passPerMillion: number; signalPerMillion: number }[] };
      expect(told.levels.map(({ passPerMillion }) => passPerMillion)).toEqual(
        Object.values(row.levels).map(({ passed, asked }) => Math.round((1_000_000 * passed) / asked)),
      );
    },
  );
});
