import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readMetagraph } from "../../../src/chain/subtensor/reads/read-metagraph.ts";
import { MAX_TEMPO } from "../../../src/chain/subtensor/reads/scheduler.ts";
import { State } from "../../../src/chain/subtensor/reads/state.ts";
import { codecsOf } from "../../../src/chain/subtensor/runtime/codecs.ts";
import { EXPECTED, WRITTEN_FOR_SPEC } from "../../../src/chain/subtensor/runtime/expected-shapes.ts";
import { Runtime } from "../../../src/chain/subtensor/runtime/runtime.ts";
import { typeShape } from "../../../src/chain/subtensor/runtime/type-shape.ts";
import type { Session } from "../../../src/chain/subtensor/session/session.ts";
import { readFailure } from "../../../src/chain/subtensor/submit/read-outcome.ts";
import { keyTypes, type Goldens } from "../golden/encode-goldens.ts";
import { errorIndices, factShape } from "../golden/fact-shape.ts";
import { CALLS, EVENTS, KEY_ARGUMENTS, METAGRAPH_ARGUMENTS, OUTCOMES } from "../golden/samples.ts";
import { ERRORS, FACTS } from "../metadata/facts.ts";
import { RUNTIMES_OF_EVERY_FORMAT, SPEC_VERSION } from "../metadata/index.ts";

type Hex = `0x${string}`;

/** Out of a real runtime's metadata (scripts/golden/write-runtime-goldens.ts): nothing in it comes from the table. */
const golden = JSON.parse(
  readFileSync(new URL("../../golden/chain/runtime-424.json", import.meta.url), "utf8"),
) as Goldens & { provenance: { specVersion: number; transactionVersion: number; fileSha256: string } };

const VERSION = { specName: "node-subtensor", specVersion: SPEC_VERSION, transactionVersion: 1 };
const storage = FACTS.filter(({ kind }) => kind === "storage");

test("golden: the adapter's table is what the real runtime 424 says", () => {
  expect(golden.provenance).toMatchObject({
    specVersion: WRITTEN_FOR_SPEC,
    transactionVersion: VERSION.transactionVersion,
    fileSha256: "66ee6af3ca885bb752f3e21ba1722e07d6aff7f242abd3e7abb8ac4f2774fb77",
  });
  const table = EXPECTED.map(({ kind, pallet, name, shape }) => [`${kind} ${pallet}.${name}`, shape]);
  expect(table).toEqual(table.map(([name]) => [name, golden.shapes[name ?? ""]]));
});

describe.each(RUNTIMES_OF_EVERY_FORMAT)("runtime 424, $name", ({ raw }) => {
  const runtime = async (): Promise<Runtime> => new Runtime(VERSION, await codecsOf(raw));

  test("golden: indices, hashers, types and modifiers of everything that the facts name", async () => {
    const { codecs, drifts } = await runtime();
    const shapes = FACTS.map((fact) => [`${fact.kind} ${fact.pallet}.${fact.name}`, factShape(codecs, fact)]);
    expect(Object.fromEntries(shapes)).toEqual(golden.shapes);
    expect(drifts).toEqual([]);
  });

  test("golden: storage keys, their arguments back, and what an unset item is", async () => {
    const { storageKey, storageArgs, storageValue, codecs } = bound(await runtime());
    for (const { pallet, name, shape } of storage) {
      const args = KEY_ARGUMENTS[keyTypes(shape)]!;
      const { key, unset } = golden.storage[`${pallet}.${name}`]!;
      expect([name, storageKey(pallet, name, ...args)]).toEqual([name, key]);
      expect(storageArgs(pallet, name, key as Hex)).toEqual(args);
      const item = codecs.metadata.pallets
        .find((one) => one.name === pallet)
        ?.storage?.items.find((one) => one.name === name);
      expect([name, item?.fallback]).toEqual([name, unset]);
      const optional = shape.endsWith("?");
      expect(storageValue(pallet, name, null)).toEqual(optional ? undefined : storageValue(pallet, name, unset as Hex));
    }
  });

  test.each(Object.entries(CALLS))("golden: the bytes of the call: %s", async (name, { pallet, call, args }) => {
    const bytes = (await runtime()).encodeCall(pallet, call, args);
    expect(`0x${Buffer.from(bytes).toString("hex")}`).toBe(golden.calls[name]);
  });

  test("golden: constants", async () => {
    const { codecs, ...rest } = bound(await runtime());
    for (const { pallet, name } of FACTS.filter(({ kind }) => kind === "constant")) {
      const expected = golden.constants[`${pallet}.${name}`] as Hex;
      const decoded: unknown = codecs.builder.buildConstant(pallet, name).dec(expected);
      // Of the version the list of runtime APIs differs: what is built here has one.
      const without = (value: unknown) => (name === "Version" ? { ...(value as object), apis: [] } : value);
      expect([name, without(rest.constant(pallet, name))]).toEqual([name, without(decoded)]);
    }
    expect(rest.constant("SubtensorModule", "MaxTempo")).toBe(MAX_TEMPO);
  });

  test("golden: errors and their indices", async () => {
    const { codecs } = await runtime();
    const errors = Object.entries(ERRORS).map(([pallet, names]) => [
      pallet,
      errorIndices(codecs, pallet, Object.keys(names)),
    ]);
    expect(Object.fromEntries(errors)).toEqual(golden.errors);
    expect(ERRORS).toEqual(golden.errors);
  });

  test("golden: the extensions of a transaction, in their order", async () => {
    const { metadata, lookup } = (await runtime()).codecs;
    const extensions = metadata.extrinsic.signedExtensions[0]!.map(({ identifier, type, additionalSigned }) => [
      identifier,
      typeShape(lookup(type)),
      typeShape(lookup(additionalSigned)),
    ]);
    expect(extensions).toEqual(golden.extensions);
  });

  test("golden: the metagraph is asked for by the places of its fields", async () => {
    const codec = (await runtime()).api("SubnetInfoRuntimeApi", "get_selective_metagraph");
    expect(codec.encode(...METAGRAPH_ARGUMENTS)).toBe(golden.metagraphArguments);
    expect(METAGRAPH_ARGUMENTS[1]).toEqual(Object.values(golden.metagraphFields));
    const { state, requests } = stateOf(await runtime(), () => "0x00");
    await expect(readMetagraph(state, 120)).rejects.toMatchObject({ code: "not_found" });
    expect(requests).toEqual([
      ["state_call", ["SubnetInfoRuntimeApi_get_selective_metagraph", golden.metagraphArguments, state.block.hash]],
    ]);
  });

  test("golden: a block's events, and what became of each transaction", async () => {
    const one = await runtime();
    expect(one.storageValue("System", "Events", golden.events as Hex)).toMatchObject(EVENTS.map(decodedForm));
    const key = one.storageKey("System", "Events");
    const { state } = stateOf(one, () => [{ changes: [[key, golden.events]] }]);
    const outcomes = await Promise.all(OUTCOMES.map((_, index) => readFailure(state, index)));
    expect(outcomes).toEqual(OUTCOMES);
  });
});

/** Methods of a runtime as functions. */
function bound(runtime: Runtime) {
  return {
    codecs: runtime.codecs,
    storageKey: runtime.storageKey.bind(runtime),
    storageArgs: runtime.storageArgs.bind(runtime),
    storageValue: runtime.storageValue.bind(runtime),
    constant: runtime.constant.bind(runtime),
  };
}

/** Decoded, what carries nothing has an undefined value; `toMatchObject` asks for what is there. */
function decodedForm({ phase, event, topics }: (typeof EVENTS)[number]) {
  return { phase, event: { type: event.type, value: { type: event.value.type } }, topics };
}

/** The state of a block at a node that answers so. */
function stateOf(runtime: Runtime, answer: () => unknown): { state: State; requests: unknown[] } {
  const requests: unknown[] = [];
  const request = (...asked: unknown[]): Promise<unknown> => {
    // The last argument is the answer's schema.
    requests.push(asked.slice(0, -1));
    return Promise.resolve(answer());
  };
  const block = { number: 1, hash: `0x${"00".repeat(32)}` as const };
  return { state: new State({ connection: { request } } as unknown as Session, runtime, block), requests };
}
