import { once } from "node:events";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { connectLocalChain } from "../../src/chain/index.ts";
import type { RunFile } from "../../src/config/index.ts";
import type { Status } from "../../src/serve/index.ts";
import { emptyFolder, runAf, startAf, type Running } from "./af.ts";

/** Blocks that a signer is away for in this test: more than the 20 that a header's sealing may lie in the past. */
const AWAY_BLOCKS = 24;
/** Quick blocks, and rounds of questions that two cores hold. */
const VALIDATE = ["validate", "--round-blocks", "6"];
const cwd = emptyFolder();
const keys = { BT_WALLET_PATH: join(cwd, "keys") };
/** There is no key of any kind here. */
const noKeys = { BT_WALLET_PATH: join(cwd, "nothing"), SIGNER_RETRIES: "1", SIGNER_RETRY_DELAY: "0" };
/** Address that the first validator announces on chain for its records. */
let recordsUrl: string;
let localnet: Running;
let run: RunFile;

beforeAll(async () => {
  recordsUrl = `http://127.0.0.1:${await freePort()}/`;
  localnet = startAf(["localnet", "--block-ms", "300", "--json"], { cwd });
  run = JSON.parse(await printed(localnet, /\}\n/)) as RunFile;
  // The validator's wallet moves to where only the signer looks.
  await mkdir(keys.BT_WALLET_PATH);
  await rename(join(run.walletDir, "default"), join(keys.BT_WALLET_PATH, "default"));
});
afterAll(async () => {
  localnet.process.kill("SIGINT");
  await localnet.finished;
});

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  await once(server.close(), "close");
  return port;
}

/** All of stdout, once it has what is looked for. */
async function printed(running: Running, pattern: RegExp): Promise<string> {
  while (!pattern.test(running.stdout())) {
    if (running.process.exitCode !== null) throw new Error(`af ended early: ${running.stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return running.stdout();
}

function start(args: readonly string[], env: Record<string, string>): Running {
  const running = startAf(args, { cwd, env });
  onTestFinished(() => void running.process.kill("SIGKILL"));
  return running;
}

/** A signer that listens, and where. */
async function startSigner(env: Record<string, string> = {}, ...args: string[]) {
  const running = start(["signer", "--json", ...args], { ...keys, ...env });
  const { address, auditLog } = JSON.parse(await printed(running, /\n/)) as { address: string; auditLog: string };
  return { running, address, auditLog };
}

/** Reads the status of a validator's page until it is as wanted. */
async function untilStatus(validator: Running, wanted: (status: Status) => boolean): Promise<Status> {
  const [, url = ""] = /page\s+(http:\S+)/.exec(await printed(validator, /page\s+http:\S+\n/)) ?? [];
  for (;;) {
    const reply = await fetch(`${url}/api/status`);
    const status = (await reply.json()) as Status;
    if (reply.ok && wanted(status)) return status;
    if (validator.process.exitCode !== null) throw new Error(`af validate ended: ${validator.stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const blockOf = (line: string): number => (JSON.parse(line) as { block: number }).block;
const codes = ({ alarms }: Status): string[] => alarms.map(({ code }) => code);

async function ended(running: Running, signal: NodeJS.Signals): Promise<number | null> {
  running.process.kill(signal);
  return (await running.finished).code;
}

describe("af signer and af validate as processes of their own", () => {
  test("behavior: weights land through the signer; killed and away for long, it is missed, and catches up", async () => {
    const first = await startSigner();
    expect(first.address).toBe(`unix:${join(cwd, ".affine", "signer.sock")}`);
    const port = new URL(recordsUrl).port;
    const validator = start([...VALIDATE, "--port", port], { ...noKeys, AFFINE_RECORDS_URL: recordsUrl });
    const before = await untilStatus(validator, ({ weights, records }) => weights.confirmed && records.rollouts > 0);
    expect(codes(before)).not.toContain("weights_refused");

    await ended(first.running, "SIGKILL");
    const killed = before.chain.block;
    const away = await untilStatus(validator, (status) => {
      const missed = codes(status).includes("weights_refused") && codes(status).includes("records");
      return missed && status.chain.block > killed + AWAY_BLOCKS && status.records.pending > before.records.pending;
    });
    expect(away.validator.running).toBe(true);
    expect(away.alarms.find(({ code }) => code === "weights_refused")?.message).toContain(
      "No weights can be set without the signer: No signer answers at unix:",
    );

    // The socket that the dead one left is no hindrance.
    const second = await startSigner();
    const after = await untilStatus(validator, (status) => {
      const { weights, records } = status;
      const well = !codes(status).includes("weights_refused") && !codes(status).includes("records");
      const landed = weights.confirmed && (weights.block ?? 0) > away.chain.block;
      return well && landed && records.shards > away.records.shards;
    });
    expect(after.records.shards).toBeGreaterThan(away.records.shards);
    // Questions were asked while it was away, as long as their answers could still count.
    const rollouts = await runAf(["rollouts", "--tail", "1000"], { cwd });
    const blocks = rollouts.stdout.split("\n").flatMap((line) => (line === "" ? [] : [blockOf(line)]));
    expect(blocks.filter((block) => block > killed && block < away.chain.block - 6)).not.toHaveLength(0);
    // The signer announced where the records are: anybody finds the contest in them, and needs nobody's word for it.
    const miners = ["miners", "4", "--records", "--json", "--endpoint", run.chainUrl];
    const elsewhere = { AFFINE_HOME: emptyFolder(), AFFINE_ROUND_BLOCKS: "6" };
    const miner = await runAf(miners, { cwd: emptyFolder(), env: elsewhere });
    expect(miner.code, miner.stderr).toBe(0);
    const { report } = JSON.parse(miner.stdout) as { report: { state: string; challenger: { rounds: number } | null } };
    expect(report).toMatchObject({ state: "qualifying", contestUnknown: null });
    expect(report.challenger?.rounds).toBeGreaterThan(0);
    expect(await ended(validator, "SIGINT")).toBe(130);
    expect(await ended(second.running, "SIGINT")).toBe(130);

    const chain = connectLocalChain(run.chainUrl);
    const { neurons } = await chain.metagraph(run.netuid);
    const uid = neurons.find(({ hotkey }) => hotkey === after.validator.hotkey)?.uid;
    const shown = (await chain.weights(run.netuid)).get(uid ?? -1);
    await chain.close();
    expect(Object.fromEntries(shown ?? [])).toEqual(after.weights.vector);
    // Each window has one vector that was taken, whoever asked and how often.
    const log = (await readFile(second.auditLog, "utf8")).trim().split("\n");
    const events = log.map(
      (line) => (JSON.parse(line) as { event: { kind: string; window: number; outcome?: string } }).event,
    );
    const taken = events.filter(({ outcome }) => outcome === "taken").map(({ window }) => window);
    expect(taken.length).toBeGreaterThan(1);
    expect(new Set(taken).size).toBe(taken.length);
    expect(events.filter(({ kind }) => kind === "start")).toHaveLength(2);
  });

  test("behavior: over TCP the right token is served, a wrong one or none is not", async () => {
    const token = join(cwd, "signer.token");
    const wrong = join(cwd, "wrong.token");
    await writeFile(token, "c".repeat(64), { mode: 0o600 });
    await writeFile(wrong, "d".repeat(64), { mode: 0o600 });
    const { running, address } = await startSigner({}, "--signer-port", "0", "--signer-token-file", token);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const signerUrl = { SIGNER_URL: address };
    const validator = start([...VALIDATE, "--port", "0"], { ...noKeys, ...signerUrl, SIGNER_TOKEN_FILE: token });
    const intruders = ([{ SIGNER_TOKEN_FILE: wrong }, {}] as Record<string, string>[]).map(async (credentials) => {
      const refused = await runAf([...VALIDATE, "--no-page"], {
        cwd,
        env: { ...noKeys, ...signerUrl, ...credentials, AFFINE_HOME: emptyFolder(), SUBTENSOR_ENDPOINT: run.chainUrl },
      });
      expect(refused.code, refused.stderr).toBe(3);
      expect(refused.stderr).toContain("no token, or a wrong one");
      expect(refused.stderr).toContain("SIGNER_TOKEN_FILE");
    });
    await Promise.all(intruders);
    const { block } = (await untilStatus(validator, ({ validator: { running: up } }) => up)).chain;
    await untilStatus(validator, ({ weights }) => weights.confirmed && (weights.block ?? 0) >= block);
    expect(await ended(validator, "SIGINT")).toBe(130);
    expect(await ended(running, "SIGINT")).toBe(130);
  });
});
