import { createHash } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { createPythonEngine } from "../../../sandbox/index.ts";
import { checkDed } from "../check-ded.ts";
import { parseTaskCorpus } from "./task-corpus.ts";

const python = createPythonEngine({ workers: 1 });
afterAll(() => python.close());

const CALL = '{"type": "function_call", "fn_name": "f", "input": [1000000000000000000], "output": 1000000000000000001}';
const SAMPLES = {
  "an object": `{"prompt": "f", "verification_info": {"test_cases": [${CALL}]}}`,
  "JSON text": JSON.stringify({ prompt: "f", verification_info: `{"test_cases": [${CALL}]}` }),
  "a Python literal": JSON.stringify({ prompt: "f", verification_info: `{'test_cases': [${CALL}], 'x': None}` }),
};

describe("integers beyond 2^53 in a corpus", () => {
  test.each(Object.entries(SAMPLES))("behavior: neither arguments nor results are rounded: %s", async (_, line) => {
    const bytes = Buffer.from(`${line}\n`);
    const [entry] = parseTaskCorpus(bytes, createHash("sha256").update(bytes).digest("hex")).entries;
    const secret = { source: "corpus", cases: entry?.cases ?? [] } as const;
    const score = async (result: string) =>
      (await checkDed(secret, `\`\`\`python\ndef f(n):\n    return ${result}\n\`\`\``, { python })).thousandths;
    expect(await score("n + 1")).toBe(1000);
    expect(await score("n")).toBe(0);
  });
});
