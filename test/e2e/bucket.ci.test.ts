import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AuditReport } from "../../src/audit/index.ts";
import { openLocalChain, serveLocalChain } from "../../src/chain/index.ts";
import type { Finding } from "../../src/cli/doctor/finding.ts";
import { SignedRollouts } from "../dataset/signed-rollouts.ts";
import { keyFromUri } from "../../src/wallet/index.ts";
import { DOUBLE_KEYS, S3Double, type S3DoubleOptions } from "../s3/s3-double.ts";
import { emptyFolder, runAf } from "./af.ts";

const BUCKET = "s3://records/validator-1";
/** Nothing answers there, and nothing is asked. */
const NOWHERE = ["--endpoint", "http://127.0.0.1:9"];

let cwd: string;
const closers: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  cwd = emptyFolder();
  closers.push(() => rm(cwd, { recursive: true }));
});

/** An embedded chain at block 50, over HTTP: its head says which blocks are the last ones. */
async function chain(): Promise<string> {
  const { address } = keyFromUri("//Alice");
  const validator = { hotkey: address, coldkey: address, stakeRao: "1000000000000" };
  const local = await openLocalChain({ netuid: 120, blockMs: "instant", neurons: [validator] });
  while ((await local.head()).number < 50) await local.produceBlock();
  const served = await serveLocalChain(local, { port: 0 });
  closers.push(
    () => local.close(),
    () => served.close(),
  );
  return served.url;
}
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function bucket(options: S3DoubleOptions = {}): Promise<S3Double> {
  const double = await S3Double.start(options);
  closers.push(() => double.close());
  return double;
}

/** The settings of whoever may write there. */
function settings({ url }: S3Double, more: Record<string, string> = {}): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: DOUBLE_KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DOUBLE_KEYS.secretAccessKey,
    AFFINE_CACHE_DIR: join(cwd, "cache"),
    ...more,
  };
}

/** Signed rollouts in a folder and, the same objects, in a bucket. */
async function published(double: S3Double, rules?: string): Promise<SignedRollouts> {
  const signed = await SignedRollouts.make("//Alice", rules);
  closers.push(() => signed.dispose());
  await signed.seal([
    { block: 10, text: "A guess.", score: 0 },
    { block: 11, text: "Another guess.", score: 0 },
  ]);
  await signed.seal([{ block: 40, text: null, outcome: "infra_failure", reason: "timeout" }]);
  for (const name of await readdir(signed.folder, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const path = join(name.parentPath, name.name);
    const key = path.slice(signed.folder.length + 1);
    double.objects.set(`records/validator-1/${key}`, {
      bytes: await readFile(path),
      etag: `"${key}"`,
      checksum: undefined,
    });
  }
  return signed;
}

describe("af rollouts --store s3://", () => {
  test("default: the same lines as from the folder, from a bucket that is signed for or public", async () => {
    const double = await bucket();
    const signed = await published(double);
    const network = { SUBTENSOR_ENDPOINT: await chain() };
    const rollouts = (store: string, env: Record<string, string> = {}) =>
      runAf(["rollouts", "--tail", "1000", "--store", store], { cwd, env: { ...network, ...env } });
    const here = await rollouts(signed.folder);
    expect(here).toMatchObject({ code: 0, stderr: "" });
    expect(here.stdout.trim().split("\n")).toHaveLength(3);
    expect(await rollouts(BUCKET, settings(double))).toEqual(here);
    double.options = { isPublic: true };
    const anybody = { AWS_ENDPOINT_URL: double.url, AFFINE_CACHE_DIR: join(cwd, "other") };
    expect(await rollouts(BUCKET, anybody)).toEqual(here);
  });

  test.each<[string, S3DoubleOptions, Record<string, string>, RegExp]>([
    ["a bucket that does not exist", { buckets: ["others"] }, {}, /There is no bucket records/],
    ["another region than the bucket's", { region: "eu-central-1" }, {}, /eu-central-1/],
    ["a key that nobody knows", {}, { AWS_ACCESS_KEY_ID: "AKIAOTHER" }, /key/i],
    ["a secret that is wrong", {}, { AWS_SECRET_ACCESS_KEY: "wrong" }, /secret|signature/i],
    ["a key for another prefix", { scope: "validator-2/" }, {}, /permission|may not|allowed/i],
  ])("error: %s, in one line with what to mend", async (_, options, more, message) => {
    const double = await bucket(options);
    const env = settings(double, { SUBTENSOR_ENDPOINT: await chain(), ...more });
    const ended = await runAf(["rollouts", "--store", BUCKET], { cwd, env });
    expect(ended.stdout).toBe("");
    expect(ended.code).toBeGreaterThan(0);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toContain(DOUBLE_KEYS.secretAccessKey);
  });
});

describe("af verify --store s3://", () => {
  test("default: the same report as from the folder; a shard that is altered in the bucket is found", async () => {
    const double = await bucket();
    const about = ["verify", "--no-chain", "--json", "--seed", "s", "--mechanism", "affine-v1", ...NOWHERE];
    const rulesOf = /under the rules ([0-9a-f]{16})/;
    const other = await published(await bucket());
    // The rules of that network, by which the program goes.
    const refused = await runAf([...about, "--store", other.folder], { cwd });
    const signed = await published(double, rulesOf.exec(refused.stderr)?.[1] ?? "");
    const report = async (store: string): Promise<AuditReport> => {
      const { stdout, stderr } = await runAf([...about, "--store", store], { cwd, env: settings(double) });
      expect(stdout, stderr).not.toBe("");
      return JSON.parse(stdout) as AuditReport;
    };
    const plain = ({ validators, ...rest }: AuditReport) => ({
      ...rest,
      elapsedMs: 0,
      validators: validators.map((one) => ({ ...one, stores: [] })),
    });
    const here = await report(signed.folder);
    const there = await report(BUCKET);
    expect(here.validators).toMatchObject([{ hotkey: signed.validator.address, shards: 2 }]);
    expect(there.validators[0]?.stores.join()).toContain("s3://records/validator-1");
    expect(plain(there)).toEqual(plain(here));
    const [key = ""] = [...double.objects.keys()].filter((name) => name.includes("0000000000.ndjson"));
    double.objects.set(key, { bytes: Buffer.from("no shard"), etag: '"other"', checksum: undefined });
    const altered = await report(BUCKET);
    expect(altered.verdict).toBe("deviations");
    expect(Object.keys(altered.deviationCounts).some((code) => code.startsWith("shard_"))).toBe(true);
  });
});

describe("af export --store s3://", () => {
  test("default: the same rows as from the folder", async () => {
    const double = await bucket();
    const signed = await published(double);
    const rows = async (store: string, out: string): Promise<string[]> => {
      const args = ["export", "--out", out, "--format", "trl", "--store", store];
      const ended = await runAf(args, { cwd, env: settings(double) });
      expect(ended.code, ended.stderr).toBe(0);
      const found = await readdir(join(cwd, out), { recursive: true });
      const parts = found.filter((name) => /^data\/.*\.\w+$/.test(name)).sort();
      return Promise.all(parts.map((name) => readFile(join(cwd, out, name), "latin1")));
    };
    const here = await rows(signed.folder, "here");
    expect(here.length).toBeGreaterThan(0);
    expect(await rows(BUCKET, "there")).toEqual(here);
  });
});

describe("af doctor with a bucket", () => {
  async function findings(double: S3Double, more: Record<string, string> = {}): Promise<Map<string, Finding>> {
    const env = settings(double, { AFFINE_STORE: BUCKET, ...more });
    const { stdout, stderr } = await runAf(["doctor", "--json", ...NOWHERE], { cwd, env });
    expect(stdout, stderr).not.toBe("");
    const told = JSON.parse(stdout) as { findings: Finding[] };
    return new Map(told.findings.map((finding) => [finding.check, finding]));
  }

  test("default: it is written to, conditions hold, and whether others can read", async () => {
    const double = await bucket();
    const closed = await findings(double);
    expect(closed.get("store")).toMatchObject({ state: "ok", found: expect.stringContaining("conditional") as string });
    expect(closed.get("records")).toMatchObject({ state: "warning" });
    double.options = { isPublic: true };
    expect((await findings(double)).get("records")).toMatchObject({ state: "ok" });
    expect([...double.objects.keys()]).toEqual([]);
  });

  test.each<[string, S3DoubleOptions, Record<string, string>, RegExp]>([
    [
      "a server whose bytes come back otherwise",
      { checksums: false, fault: ({ method }) => (method === "GET" ? "corrupted" : undefined) },
      {},
      /does not give back what was put/,
    ],
    [
      "a proxy that takes every put, written to by one writer",
      {
        fault: (_, response) => {
          response.writeHead(200, { "content-type": "text/html", etag: '"e"' }).end("<html>log in</html>");
          return "answered";
        },
      },
      { AFFINE_STORE_SINGLE_WRITER: "1" },
      /does not give back|not as S3 does/,
    ],
    ["a server that ignores conditions", { conditions: false }, {}, /ignores If-None-Match/],
    ["a bucket that does not exist", { buckets: ["others"] }, {}, /bucket/],
    ["another region", { region: "eu-central-1" }, {}, /eu-central-1/],
    ["a key without permission to write", { scope: "validator-2/" }, {}, /permission|may not|allowed/i],
  ])("error: %s", async (_, options, more, message) => {
    const found = (await findings(await bucket(options), more)).get("store");
    expect(found).toMatchObject({ state: "problem" });
    expect(`${found?.found ?? ""} ${found?.advice ?? ""}`).toMatch(message);
  });
});
