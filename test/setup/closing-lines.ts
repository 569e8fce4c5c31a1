import { readFileSync } from "node:fs";
import { decAnyMetadata } from "@polkadot-api/substrate-bindings";
import type { TestProject } from "vitest/node";
import { errorMessage } from "../../src/core/index.ts";
import { tierLines, tierOf } from "./tiers.ts";
import {
  closingLine,
  REAL_BITTENSOR,
  REAL_HUGGINGFACE,
  REAL_METADATA,
  REAL_NODE,
  REAL_REDIS,
  REAL_RUNTIME,
  REAL_S3,
  REAL_TRAINERS,
  valueOf,
  type Tally,
} from "./outside.ts";

/**
 * Before a run: refuses what a variable names and is not there. After it: says of everything that needs something from
 * outside whether it was tested, by what really ran. Not a reporter, since `--reporter` would take its place.
 */
export default function setup(project: TestProject): () => void {
  refuseBadMetadata(valueOf(REAL_METADATA));
  refuseBadNode(valueOf(REAL_NODE));
  refuseBadRuntime(valueOf(REAL_RUNTIME));
  return () => {
    const outside = [
      ...[REAL_METADATA, REAL_NODE, REAL_RUNTIME, REAL_TRAINERS, REAL_S3, REAL_REDIS],
      ...[REAL_BITTENSOR, REAL_HUGGINGFACE],
    ];
    const lines = outside.map((one) => closingLine(one, tallyOf(project, one.inName)));
    process.stdout.write(`\n${[...lines, ...tierLines(tierOf(process.env["AFFINE_TEST_TIER"]))].join("\n")}\n`);
  };
}

function tallyOf(project: TestProject, inName: string): Tally {
  const tests = project.vitest.state
    .getTestModules()
    .flatMap((module) => [...module.children.allTests()])
    .filter(({ fullName }) => fullName.includes(inName))
    .map((test) => test.result().state);
  return {
    passed: tests.filter((state) => state === "passed").length,
    failed: tests.filter((state) => state === "failed").length,
  };
}

function refuseBadMetadata(file: string | undefined): void {
  if (file === undefined) return;
  try {
    const { tag } = decAnyMetadata(readFileSync(file)).metadata;
    if (tag !== "v15" && tag !== "v16") throw new Error(`it holds metadata of ${tag}, and v15 or v16 are read`);
  } catch (cause) {
    const why = cause === null ? "it holds no metadata that can be read" : errorMessage(cause);
    throw new Error(
      `${REAL_METADATA.variable}=${file}: ${why}. It names a file of SCALE metadata, as a node answers them.`,
      { cause },
    );
  }
}

function refuseBadNode(url: string | undefined): void {
  if (url === undefined || /^wss?:\/\/[^/]/.test(url)) return;
  throw new Error(`${REAL_NODE.variable}=${url} is no address of a node: it begins with ws:// or wss://.`);
}

/** A runtime's wasm, as it is or compressed (zstd behind eight bytes of its own), or a chain specification. */
function refuseBadRuntime(file: string | undefined): void {
  if (file === undefined) return;
  let start: string;
  try {
    start = readFileSync(file).subarray(0, 8).toString("hex");
  } catch (cause) {
    throw new Error(`${REAL_RUNTIME.variable}=${file} cannot be read: ${errorMessage(cause)}`, { cause });
  }
  if (start.startsWith("0061736d") || start === "52bc537646db8e05" || start.startsWith("7b")) return;
  throw new Error(
    `${REAL_RUNTIME.variable}=${file} is no runtime: expected wasm, compressed wasm or a raw chain specification (JSON).`,
  );
}
