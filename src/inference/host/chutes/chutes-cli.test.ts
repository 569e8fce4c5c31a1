import { chmod, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { AffineError } from "../../../core/index.ts";
import { type LoopbackChutes, startLoopbackChutes } from "../../../../test/inference/loopback-chutes/index.ts";
import { openInferenceHost } from "../index.ts";

const revision = "0123456789abcdef0123456789abcdef01234567";
const model = "miner/affine-7b";
const plan = { model, revision, gpus: 1, minVramGb: 24, concurrency: 16, maxInstances: 1, shutdownAfterSeconds: 300 };
const id = "12345678-1234-5234-8234-123456789abc";

/** Stands in for the `chutes` program: says what CHUTES_CONFIG_PATH holds, the only variable of its own that it gets. */
const PROGRAM = `#!${process.execPath}
const { readFileSync, writeFileSync } = require("node:fs");
const script = JSON.parse(readFileSync(process.env.CHUTES_CONFIG_PATH, "utf8"));
const source = readFileSync("affine_chute.py", "utf8");
let input = "";
process.stdin.on("data", (piece) => (input += piece));
process.stdin.on("end", async () => {
  writeFileSync(script.heard, JSON.stringify({ argv: process.argv.slice(2), input, source, env: process.env }));
  if (script.create) {
    const body = { ...script.create, code: source };
    await fetch(process.env.CHUTES_API_URL + "/chutes/?accept_fee=" + process.argv.includes("--accept-fee"), {
      method: "POST", headers: { authorization: "Bearer cpk_loopback_key" }, body: JSON.stringify(body),
    });
  }
  if (script.hang) setInterval(() => undefined, 1000);
  else { process.stdout.write(script.says); process.exitCode = script.code; }
});
`;

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "affine-chutes-cli-"));
  program = join(folder, "chutes");
  await writeFile(program, PROGRAM);
  await chmod(program, 0o700);
});

const open: LoopbackChutes[] = [];
afterEach(async () => {
  delete process.env["CHUTES_CONFIG_PATH"];
  await Promise.all(open.splice(0).map((chutes) => chutes.close()));
});

const CREATE = {
  name: model,
  image: "chutes/sglang:nightly-2025111902.p2",
  public: false,
  filename: "affine_chute.py",
  ref_str: "affine_chute:chute",
  standard_template: "vllm",
  node_selector: { gpu_count: 1, min_vram_gb_per_gpu: 24 },
  cords: [{ path: "/chat", function: "chat" }],
  revision,
  concurrency: 16,
  max_instances: 1,
  shutdown_after_seconds: 300,
};

/** What the program of a test heard: one file each. */
let heardFile = "";
let tests = 0;

async function deployWith(script: object, options: { cli?: string; acceptFee?: boolean; signal?: AbortSignal } = {}) {
  heardFile = join(folder, `heard-${(tests += 1)}.json`);
  const chutes = await startLoopbackChutes();
  open.push(chutes);
  const config = join(folder, "script.json");
  const heard = heardFile;
  await writeFile(config, JSON.stringify({ says: "", code: 0, heard, ...script }));
  process.env["CHUTES_CONFIG_PATH"] = config;
  const cli = options.cli ?? program;
  const host = openInferenceHost({ kind: "chutes", apiUrl: chutes.url, user: "miner", cli, retry: { maxAttempts: 1 } });
  const { acceptFee = false, signal } = options;
  const outcome = await host
    .deploy(plan, { acceptFee, ...(signal === undefined ? {} : { signal }) })
    .catch((failure: unknown) => failure);
  return { outcome, heard: async () => JSON.parse(await readFile(heard, "utf8")) as Record<string, never> };
}

function failureIn(outcome: unknown): AffineError {
  if (AffineError.isInstance(outcome)) return outcome;
  throw new Error(`It did not fail: ${JSON.stringify(outcome)}`);
}

describe("the chutes program", () => {
  test("default: is told what to deploy, asked nothing else, and believed by its words", async () => {
    process.env["HF_TOKEN"] = "hf_secret";
    const says = `\u001b[32mSuccessfully deployed chute ${model} chute_id='${id}' version=${id} invocations will be available soon!\u001b[0m\n`;
    const { outcome, heard } = await deployWith({ create: CREATE, says, code: 3 }, { acceptFee: true });
    delete process.env["HF_TOKEN"];
    expect(outcome).toMatchObject({ model, revision, hot: false });
    const { argv, input, source, env } = (await heard()) as Record<string, unknown>;
    expect(argv).toEqual(["deploy", "affine_chute:chute", "--accept-fee"]);
    expect(input).toBe("y\n");
    expect(source).toContain(`revision="${revision}"`);
    expect(env).not.toHaveProperty("HF_TOKEN");
  });

  test("behavior: what is there already counts as deployed", async () => {
    const says = `ERROR | Chute with name=${model}, version='${id}' and public=False already exists\n`;
    const { outcome } = await deployWith({ create: CREATE, says });
    expect(outcome).toMatchObject({ model, revision });
  });

  test.each([
    ["a fee", "ERROR | DEPLOYMENT FEE NOTICE:\n===\nfor this configuration is: $12.5\n", "inference_rejected", "fee"],
    [
      "no money",
      "ERROR | The deployment fee is $9, but you have a balance of 1.0.\nPlease top up",
      "inference_rejected",
      "balance",
    ],
    [
      "no developer account",
      'ERROR | Unexpected error deploying chute: {"detail":"requires a developer deposit"}',
      "inference_rejected",
      "permission",
    ],
    [
      "a hotkey that is not registered",
      "ERROR | Only users with hotkeys registered on affine may deploy",
      "inference_rejected",
      "permission",
    ],
    [
      "too many deployments",
      "ERROR | Unexpected error deploying chute: Too many requests",
      "inference_unavailable",
      "rate_limit",
    ],
    [
      "an image that is not there",
      "ERROR | Image 'chutes/vllm:x' is not available to be used (yet)!",
      "inference_rejected",
      "plan",
    ],
    [
      "nobody logged in",
      "chutes.exception.NotConfigured: Please set either populate config.ini",
      "credentials_missing",
      undefined,
    ],
    ["a wrong signature", "ERROR | Invalid request signature for hotkey 5Abc", "credentials_invalid", undefined],
    ["silence", "", "inference_rejected", "plan"],
  ])("error: %s, with exit code 0", async (_, says, code, problem) => {
    const { outcome } = await deployWith({ says, code: 0 });
    const failure = failureIn(outcome);
    expect([failure.code, failure.details["problem"]]).toEqual([code, problem]);
    expect(failure.hint).not.toBeUndefined();
  });

  test("error: words of success without the deed", async () => {
    const says = `Successfully deployed chute ${model} chute_id='${id}' version=${id}`;
    expect(failureIn((await deployWith({ says })).outcome).code).toBe("inference_protocol");
  });

  test("error: it is missing", async () => {
    const failure = failureIn((await deployWith({}, { cli: join(folder, "no-such-program") })).outcome);
    expect(failure.code).toBe("credentials_missing");
    expect(failure.hint).toContain("CHUTES_API_KEY");
  });

  test("error: stopped by the caller, it does not outlive it", async () => {
    const stop = new AbortController();
    const running = deployWith({ hang: true }, { signal: stop.signal });
    const input = async (): Promise<unknown> => {
      const text = await readFile(heardFile, "utf8").catch(() => "{}");
      return (JSON.parse(text) as { input?: unknown }).input;
    };
    await expect.poll(input).toBe("y\n");
    stop.abort();
    expect(failureIn((await running).outcome).code).toBe("interrupted");
  });
});
