import { afterEach, expect, test } from "vitest";
import * as environments from "../../src/environments.ts";
import * as affine from "../../src/index.ts";
import * as mechanism from "../../src/mechanism.ts";
import * as records from "../../src/records.ts";
import * as verifying from "../../src/verify.ts";
import { rightArguments, spoilt } from "./right-arguments.ts";

type Call = (...args: readonly unknown[]) => unknown;

/** What callers without types pass. */
const GIVEN: readonly (readonly unknown[])[] = [
  [],
  [null],
  [7],
  [-1],
  [1e15, 1e15],
  [NaN],
  ["x"],
  [{}],
  [[]],
  [true],
  [1n],
  [Symbol("s")],
  ["x", {}],
  [{}, "x"],
  [{}, {}, {}],
  ["x", "x", "x", "x"],
  ["x", null],
  [{}, null],
  [7, 7, null],
  [null, null, null, null],
  [[{}], [{}], [{}]],
  [[null], [null], [null]],
  [["x"], ["x"], ["x"]],
  [new Uint8Array(3), "x"],
  [new Map(), new Map()],
  [() => 1],
  [() => 1, () => 1],
  ["ded.jsonl"],
  ["0".repeat(64)],
];
/** These ask a network, and with options that leave everything out that is right. */
const ASKING = ["getMiner", "getMiners", "rollouts", "verify"];
const ENTRIES = { ".": affine, environments, records, mechanism, verify: verifying };

const exported = Object.entries(ENTRIES).flatMap(([entry, module]) =>
  Object.entries(module)
    .filter(([, value]) => typeof value === "function")
    .map(([name, value]) => [entry, name, callOf(value as Call)] as const),
);

// A function is a right argument of it, and would be told of every call from then on.
afterEach(() => environments.observeCalls(undefined));

/** Classes are made, as they are asked to be. */
function callOf(value: Call): Call {
  const isClass = /^class /.test(String(value));
  return isClass ? (...args) => new (value as unknown as new (...args: unknown[]) => unknown)(...args) : value;
}

function isRight(name: string, [first]: readonly unknown[]): boolean {
  if (name !== "verify") return first === undefined || typeof first === "number";
  return first === undefined || (typeof first === "object" && first !== null && !Array.isArray(first));
}

const HANGS = Symbol("hangs");

/** The first thing that comes of a call: what it throws, or its promise or its generator rejects with. */
async function thrownBy(call: Call, args: readonly unknown[]): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(() => resolve(HANGS), 10_000)));
  const run = async (): Promise<unknown> => {
    const result = await call(...args);
    if (typeof result === "object" && result !== null && Symbol.asyncIterator in result) {
      await (result as AsyncGenerator).next();
    }
    return undefined;
  };
  try {
    return await Promise.race([run(), late]);
  } catch (thrown) {
    return thrown ?? new Error("threw nothing");
  } finally {
    clearTimeout(timer);
  }
}

async function expectRefusal(name: string, call: Call, args: readonly unknown[]): Promise<void> {
  const thrown = await thrownBy(call, args);
  expect(thrown, `${name}(${shown(args)}) does not come back`).not.toBe(HANGS);
  if (thrown === undefined) return;
  const told = thrown instanceof Error ? thrown.stack : "no error at all";
  expect(affine.AffineError.isInstance(thrown), `${name}(${shown(args).slice(0, 400)}): ${told}`).toBe(true);
}

function shown(args: readonly unknown[]): string {
  return JSON.stringify(args, (_, value: unknown) =>
    /symbol|bigint|function/.test(typeof value) ? String(value) : value,
  );
}

test.each(exported)("law: %s: %s refuses what it cannot take with an error of ours", async (_, name, call) => {
  for (const args of GIVEN) {
    if (ASKING.includes(name) && isRight(name, args)) continue;
    await expectRefusal(name, call, args);
  }
});

test.each(rightArguments())("law: %s refuses right arguments with one wrong part", async (name, args) => {
  const [, , call] = exported.find(([, found]) => found === name) ?? [];
  expect(call, name).toBeDefined();
  expect(await thrownBy(call as Call, args), name).toBeUndefined();
  for (const wrong of spoilt(args)) await expectRefusal(name, call as Call, wrong);
});

test("error: options of a wrong kind are refused before a network is asked", async () => {
  for (const options of spoiltOptions()) await expectRefusal("verify", verifying.verify as Call, [options]);
  await expectRefusal("rollouts", affine.rollouts as Call, [7, { store: 7 }]);
});

function* spoiltOptions(): Generator<object> {
  const words = ["network", "home", "cwd", "seed", "archive", "checkpoint"];
  const lists = ["stores", "validators", "tolerate"];
  for (const name of [...words, ...lists, "env", "share", "netuid", "signal", "onProgress"]) yield { [name]: null };
  for (const name of words) yield { [name]: 7 };
  for (const name of lists) yield { [name]: [7] };
  for (const name of ["netuid", "maxAgeBlocks", "workers", "share"]) yield { [name]: -1 };
}

test("behavior: the error says which function takes what, where the fault is, and what to pass", () => {
  const loose = mechanism as unknown as Record<string, Call>;
  const hotkeys = [
    { uid: 0, hotkey: "a" },
    { uid: "1", hotkey: "b" },
  ];
  expect(() => loose["decideV1"]?.({ results: [], hotkeys, envs: [] })).toThrow(
    expect.objectContaining({
      code: "invalid_input",
      message:
        "decideV1 takes { results, hotkeys, envs }; hotkeys[1].uid is a value of type string, expected a whole number.",
      hint: "Pass { results, hotkeys, envs }.",
    }),
  );
  expect(() => loose["epsBp"]?.()).toThrow(
    "epsBp takes an age in blocks; expected a number, and it was given nothing.",
  );
});

test("behavior: a corpus without its hash, and another kind of argument, are told what to pass", async () => {
  const loose = affine as unknown as Record<string, (value: unknown) => Promise<unknown>>;
  await expect(loose["loadTaskCorpus"]!("ded.jsonl")).rejects.toMatchObject({
    code: "invalid_input",
    hint: expect.stringContaining("SHA-256") as string,
  });
  await expect(loose["verifyProgramCorpus"]!("0".repeat(64))).rejects.toMatchObject({
    code: "invalid_input",
    hint: "Pass what loadProgramCorpus returns.",
  });
});
