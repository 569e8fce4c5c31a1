import { afterEach, describe, expect, test } from "vitest";
import { AffineError } from "../../../core/index.ts";
import {
  type Account,
  type LoopbackChutes,
  MINER_KEY,
  startLoopbackChutes,
} from "../../../../test/inference/loopback-chutes/index.ts";
import { keyFromUri } from "../../../wallet/index.ts";
import { openInferenceHost, type ChutesSettings, type InferenceHost } from "../index.ts";

const revision = "0123456789abcdef0123456789abcdef01234567";
const model = "miner/affine-7b";
const plan = { model, revision, gpus: 1, minVramGb: 24, concurrency: 16, maxInstances: 1, shutdownAfterSeconds: 300 };

const open: LoopbackChutes[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((chutes) => chutes.close()));
});

async function setUp(
  account: Partial<Account> = {},
  settings: Partial<ChutesSettings> = {},
): Promise<{ chutes: LoopbackChutes; host: InferenceHost }> {
  const chutes = await startLoopbackChutes(account);
  open.push(chutes);
  const host = openInferenceHost({
    kind: "chutes",
    apiUrl: chutes.url,
    inferenceUrl: `${chutes.url}/{slug}/v1`,
    user: "miner",
    apiKey: "cpk_loopback_key",
    retry: { baseDelayMs: 5, maxAttempts: 3 },
    ...settings,
  });
  return { chutes, host };
}

async function failureOf(work: Promise<unknown>): Promise<AffineError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (AffineError.isInstance(thrown)) return thrown;
  throw new Error("It did not fail.", { cause: thrown });
}

describe("deploy", () => {
  test.each<[string, Partial<Account>, string, RegExp]>([
    ["no money", { balanceUsd: 0 }, "balance", /Top up/],
    ["no developer account", { registered: false }, "permission", /developer account/],
    ["hotkey not registered", { registered: false, developer: true }, "permission", /registered on the subnet/],
  ])("error: %s is named, with what to do", async (_, account, problem, hint) => {
    const { host } = await setUp(account);
    const failure = await failureOf(host.deploy(plan));
    expect([failure.code, failure.details["problem"]]).toEqual(["inference_rejected", problem]);
    expect(failure.hint).toMatch(hint);
  });

  test("error: a name that miners may not deploy", async () => {
    const { host } = await setUp();
    const failure = await failureOf(host.deploy({ ...plan, model: "miner/gpt" }));
    expect(failure.details["problem"]).toBe("permission");
    expect(failure.hint).toContain("affine-");
  });

  test("error: a fee is told with its sum, and paid only when accepted", async () => {
    const { chutes, host } = await setUp();
    chutes.feeUsd = 7.5;
    const failure = await failureOf(host.deploy(plan));
    expect(failure.details).toMatchObject({ problem: "fee", sumUsd: "7.5" });
    expect(chutes.accounts[0]!.balanceUsd).toBe(100);
    await host.deploy(plan, { acceptFee: true });
    expect(chutes.accounts[0]!.balanceUsd).toBe(92.5);
  });

  test("error: the key, the signature, the clock", async () => {
    const wrong = await setUp({}, { apiKey: "cpk_wrong" });
    expect(await failureOf(wrong.host.deploy(plan))).toMatchObject({ code: "credentials_invalid" });
    const none = await setUp({}, { apiKey: undefined });
    expect(await failureOf(none.host.deploy(plan))).toMatchObject({ code: "credentials_missing" });
    const stranger = await setUp({}, { apiKey: undefined, hotkey: keyFromUri("//Bob") });
    expect(await failureOf(stranger.host.deploy(plan))).toMatchObject({ code: "credentials_invalid" });
    const late = await setUp({}, { apiKey: undefined, hotkey: MINER_KEY, nowMs: () => Date.now() - 700_000 });
    const failure = await failureOf(late.host.deploy(plan));
    expect(failure.hint).toContain("clock");
    const user = await setUp({}, { user: undefined });
    expect(await failureOf(user.host.deploy(plan))).toMatchObject({ code: "credentials_missing" });
  });

  test("error: a key never shows in a message", async () => {
    const { chutes, host } = await setUp();
    chutes.fail("create", {
      kind: "status",
      status: 403,
      body: '{"detail":"key cpk_loopback_key\\u001b[31m may not"}',
    });
    const failure = await failureOf(host.deploy(plan));
    expect(failure.message).toContain("key [key] [31m may not");
    expect(JSON.stringify(failure.details)).not.toContain("loopback_key");
  });

  test("error: a plan that the host could not take is told before anything is sent", async () => {
    const { chutes, host } = await setUp();
    for (const change of [
      { gpus: 9 },
      { minVramGb: 200 },
      { revision: "main" },
      { model: "no-owner" },
      { shutdownAfterSeconds: 1 },
    ]) {
      expect((await failureOf(host.deploy({ ...plan, ...change }))).code).toBe("invalid_input");
    }
    expect(chutes.requests).toEqual([]);
  });

  test.each([429, 503])("error: %i says for how long, and is worth another attempt", async (status) => {
    const { chutes, host } = await setUp();
    chutes.fail("create", { kind: "status", status, headers: { "retry-after": "7" } });
    const failure = await failureOf(host.deploy(plan));
    expect(failure).toMatchObject({
      code: "inference_unavailable",
      retryable: true,
      details: { status, retryAfterMs: 7000 },
    });
    expect((await host.deploy(plan)).revision).toBe(revision);
  });

  test("behavior: an answer that was lost is not a deployment that was lost", async () => {
    const { chutes, host } = await setUp();
    chutes.fail("create", { kind: "lost" });
    expect(await host.deploy(plan)).toMatchObject({ model, revision });
    expect(chutes.requests.filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });

  test("behavior: passing faults of a look-up are tried again", async () => {
    const { chutes, host } = await setUp();
    chutes.fail("chute", { kind: "status", status: 500 });
    chutes.fail("chute", { kind: "cut" });
    expect(await host.deploy(plan)).toMatchObject({ model, revision });
  });

  test("error: garbage and floods are told, not read", async () => {
    for (const kind of ["garbage", "huge"] as const) {
      const { chutes, host } = await setUp();
      for (let times = 0; times < 3; times += 1) chutes.fail("chute", { kind });
      expect(await failureOf(host.find({ model, revision }))).toMatchObject({ code: "inference_protocol" });
    }
  });

  test("error: an account under another name than the key's", async () => {
    const { host } = await setUp({}, { user: "minor" });
    const failure = await failureOf(host.deploy(plan));
    expect(failure).toMatchObject({ code: "inference_protocol" });
    expect(failure.hint).toContain("CHUTE_USER");
  });
});

describe("find", () => {
  test("behavior: anybody can look a miner's chute up; a doubt about its source is told", async () => {
    const { chutes, host } = await setUp();
    const { id } = await host.deploy(plan);
    const validator = openInferenceHost({ kind: "chutes", apiUrl: chutes.url });
    const found = await validator.find({ model, revision, chute_id: id });
    expect(found).toMatchObject({ model, revision, baseUrl: "https://miner-miner-affine-7b.chutes.ai/v1" });
    expect(found?.doubt).toBeUndefined();

    const chute = chutes.chutes.get(id)!;
    chute.code = chute.code.replace("chutes/sglang:", "mallory/sglang:");
    chute.version = "another-version";
    expect((await validator.find({ model, revision, chute_id: id }))?.doubt).toContain("image");
    // The owner's next deployment mends it.
    expect((await host.deploy({ ...plan, maxInstances: 2 })).doubt).toBeUndefined();
  });

  test("error: an image that the host takes no more, and what to do", async () => {
    const { host } = await setUp({}, { engine: "vllm", image: "chutes/vllm:nightly-2025111700" });
    const failure = await failureOf(host.deploy(plan));
    expect(failure).toMatchObject({ code: "inference_rejected", details: { problem: "plan" } });
    expect(failure.hint).toContain("CHUTES_IMAGE");
    const { host: other } = await setUp({}, { engine: "vllm" });
    expect((await other.deploy(plan)).doubt).toBeUndefined();
  });

  test("behavior: without an id and an account nothing is looked for", async () => {
    const { chutes, host } = await setUp({}, { user: undefined });
    expect(await host.find({ model, revision })).toBeUndefined();
    expect(chutes.requests).toEqual([]);
  });

  test("error: an address made of hostile letters", async () => {
    const { chutes, host } = await setUp();
    const { id } = await host.deploy(plan);
    const chute = chutes.chutes.get(id)!;
    chutes.chutes.set(id, { ...chute, slug: "evil.example/x?" });
    expect(await failureOf(host.find({ model, revision }))).toMatchObject({ code: "inference_protocol" });
  });
});

describe("warmUp", () => {
  test("behavior: a stream that is cut, ends early, makes no sense or is refused for a while is opened again", async () => {
    const { chutes, host } = await setUp();
    const deployed = await host.deploy(plan);
    chutes.fail("warmup", { kind: "cut" });
    chutes.fail("warmup", { kind: "garbage" });
    chutes.fail("warmup", { kind: "huge" });
    chutes.fail("warmup", { kind: "status", status: 503, headers: { "retry-after": "0" } });
    chutes.fail("warmup", { kind: "status", status: 429, headers: { "retry-after": "0" } });
    const lines: string[] = [];
    const warm = await host.warmUp(deployed, { timeoutMs: 600_000, onProgress: (line) => lines.push(line) });
    expect(warm.hot).toBe(true);
    expect(chutes.requests.filter((line) => line.includes("/warmup/"))).toHaveLength(6);
    expect(lines.at(-1)).toBe("hot: chute is hot, 1 instances available");
  });

  test("error: no money is told at once", async () => {
    const { chutes, host } = await setUp();
    const deployed = await host.deploy(plan);
    chutes.accounts[0]!.balanceUsd = -1;
    expect(await failureOf(host.warmUp(deployed, { timeoutMs: 60_000 }))).toMatchObject({
      code: "inference_rejected",
      details: { problem: "balance" },
    });
  });

  test("error: a host that never gets hot, with its last words", async () => {
    const { chutes, host } = await setUp();
    const deployed = await host.deploy(plan);
    chutes.coldEvents = Number.POSITIVE_INFINITY;
    const failure = await failureOf(host.warmUp(deployed, { timeoutMs: 300 }));
    expect(failure.code).toBe("timeout");
    expect(failure.message).toContain("cold: waiting for instances");
  });
});

describe("openai", () => {
  test("behavior: finds what is served; cannot deploy", async () => {
    const { chutes } = await setUp();
    const host = openInferenceHost({ kind: "openai", baseUrl: `${chutes.url}/v1`, retry: { maxAttempts: 1 } });
    expect(host.deploymentId(model)).toBeUndefined();
    expect(await failureOf(host.deploy(plan))).toMatchObject({ code: "unsupported" });
    expect(await failureOf(host.find({ model, revision }))).toMatchObject({ code: "inference_rejected" });
  });
});
