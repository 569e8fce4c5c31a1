import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keyFromUri } from "../../wallet/index.ts";
import { setLogLevel } from "../../telemetry/index.ts";
import { openLocalChain, type LocalChain, type LocalChainOptions } from "../index.ts";
import { signExtrinsic } from "./block/extrinsic.ts";

const [alice, bob] = [keyFromUri("//Alice"), keyFromUri("//Bob")];

setLogLevel("silent");

let folder: string;
let file: string;
let opened: LocalChain[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "affine-chain-"));
  file = join(folder, "localnet", "chain.log");
  opened = [];
});
afterEach(async () => {
  for (const chain of opened) await chain.close();
  await rm(folder, { recursive: true });
});

async function open(options: LocalChainOptions = {}): Promise<LocalChain> {
  const chain = await openLocalChain({ file, blockMs: "instant", hyperparameters: { tempo: 7 }, ...options });
  chain.start();
  opened.push(chain);
  return chain;
}

/** All that can be read of a block. */
async function everything(chain: LocalChain, number: number): Promise<unknown> {
  const at = { number, hash: await chain.blockHash(number) };
  const { netuid } = chain;
  return Promise.all([
    chain.metagraph(netuid, at),
    chain.hyperparameters(netuid, at),
    chain.revealedCommitments(netuid, at),
    chain.commitments(netuid, at),
    chain.weights(netuid, at),
    chain.epoch(netuid, at),
    chain.timestampMs(at),
  ]);
}

async function hashesOf(chain: LocalChain): Promise<string[]> {
  const { number } = await chain.head();
  return Promise.all(Array.from({ length: number + 1 }, (_, block) => chain.blockHash(block)));
}

/** Some of everything, one block each. */
async function live(chain: LocalChain): Promise<void> {
  await chain.register(alice, chain.netuid, { coldkey: bob.address, stakeRao: "12345678901234567890" });
  await chain.register(bob, chain.netuid, { coldkey: bob.address });
  await chain.setCommitment(alice, chain.netuid, "https://example.org/\n\u2028ä");
  await chain.setRevealCommitment(bob, chain.netuid, "first", { blocksUntilReveal: 2 });
  await chain.setWeights(alice, chain.netuid, new Map([[1, 65_535]]));
  await chain.setHyperparameters(chain.netuid, { tempo: 9, versionKey: 3 });
  await chain.setStake(chain.netuid, bob.address, "77");
  await chain.setRevealCommitment(bob, chain.netuid, "pending", { blocksUntilReveal: 4 });
}

describe("the file", () => {
  test("default: a chain goes on where it stopped", async () => {
    const first = await open();
    await live(first);
    const { number } = await first.head();
    const [hashes, past] = [await hashesOf(first), await everything(first, number - 3)];
    await first.close();

    const second = await open({ hyperparameters: { tempo: 100 }, netuid: 5 });
    expect(await hashesOf(second)).toEqual(hashes);
    expect(await everything(second, number - 3)).toEqual(past);
    expect([second.genesis, second.netuid, second.tornBytes]).toEqual([first.genesis, 120, 0]);
    await second.produceBlocks(4);
    expect((await second.revealedCommitments(120)).get(bob.address)?.map(({ text }) => text)).toEqual([
      "first",
      "pending",
    ]);
    await second.setCommitment(alice, 120, "the nonce goes on");
    expect((await second.head()).number).toBe(number + 5);
  });

  test("default: only the owner can read it, and the lock goes when the chain does", async () => {
    const chain = await open();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await chain.close();
    expect(await readdir(join(folder, "localnet"))).toEqual(["chain.log", "chain.log.beacon"]);
    expect((await stat(`${file}.beacon`)).mode & 0o777).toBe(0o600);
  });

  test("behavior: what is sealed cannot be read in it before its block, weights neither", async () => {
    const chain = await open();
    await live(chain);
    await chain.changeHyperparameters(120, { commitReveal: { enabled: true }, versionKey: 0, weightsRateLimit: 0 });
    await chain.setWeights(alice, 120, new Map([[1, 65_535]]));
    const text = await readFile(file, "utf8");
    const inHex = Buffer.from("pending").toString("hex");
    expect([text.includes("first"), text.includes("pending"), text.includes(inHex)]).toEqual([false, false, false]);
    expect(text).toContain(Buffer.from("first").toString("hex"));
    await chain.produceBlocks(4);
    expect(await readFile(file, "utf8")).toContain(inHex);
  });

  test("error: without its beacon's secret it does not open; with another's it stops rather than lose what is sealed", async () => {
    const chain = await open();
    await live(chain);
    await chain.close();
    const secret = await readFile(`${file}.beacon`, "utf8");
    await rm(`${file}.beacon`);
    await expect(openLocalChain({ file })).rejects.toMatchObject({ code: "credentials_missing" });
    for (const broken of ["nonsense", ""]) {
      await writeFile(`${file}.beacon`, broken);
      await expect(openLocalChain({ file })).rejects.toMatchObject({ code: "credentials_invalid" });
    }
    await writeFile(`${file}.beacon`, "11".repeat(32));
    const wrong = await open();
    await expect(wrong.produceBlocks(5)).rejects.toThrow("another chain's");
    await wrong.close();
    await writeFile(`${file}.beacon`, secret);
    const right = await open();
    await right.produceBlocks(4);
    expect((await right.revealedCommitments(120)).get(bob.address)?.at(-1)?.text).toBe("pending");
  });

  test("behavior: it is written anew when long; states, hashes and nonces stay", async () => {
    const options = { historyBlocks: 256, compactAfterBlocks: 10 };
    const chain = await open(options);
    await live(chain);
    await chain.produceBlocks(300);
    const { number } = await chain.head();
    expect((await readFile(file, "utf8")).split("\n").length).toBeLessThan(285);
    const [hashes, oldest] = [await hashesOf(chain), await everything(chain, number - 200)];
    await chain.close();
    const again = await open(options);
    expect(await hashesOf(again)).toEqual(hashes);
    expect(await everything(again, number - 200)).toEqual(oldest);
    await expect(everything(again, 2)).rejects.toMatchObject({ code: "not_found" });
    await again.setCommitment(alice, 120, "more");
    expect((await again.metagraph(120)).neurons[0]?.stakeRao).toBe("12345678901234567890");
  });

  test("behavior: a torn last line is cut off and reported, wherever it tore", async () => {
    const chain = await open();
    await live(chain);
    await chain.close();
    const whole = await readFile(file);
    const lastLine = whole.lastIndexOf(10, whole.length - 2) + 1;
    const tails = [
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, lastLine + 1),
      Buffer.concat([whole.subarray(0, lastLine + 40), Buffer.alloc(60)]),
      Buffer.concat([whole.subarray(0, lastLine + 40), Buffer.alloc(60), Buffer.from("\n")]),
    ];
    for (const bytes of tails) {
      await writeFile(file, bytes);
      const cut = await open();
      expect(cut.tornBytes).toBe(bytes.length - lastLine);
      expect((await cut.head()).number).toBe(7);
      await cut.produceBlock();
      await cut.close();
      expect((await readFile(file)).subarray(0, lastLine)).toEqual(whole.subarray(0, lastLine));
      await (await open()).close();
    }
  });

  test("property: a flipped bit before the tail is named with file and line, and nothing is overwritten", async () => {
    const chain = await open();
    await live(chain);
    await chain.close();
    const whole = await readFile(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (position, bit) => {
        const bent = Buffer.from(whole);
        bent[position] = (bent[position] ?? 0) ^ (1 << bit);
        fc.pre(!(position === whole.length - 1 || bent[position] === 0));
        await writeFile(file, bent);
        await expect(openLocalChain({ file })).rejects.toMatchObject({
          code: expect.stringMatching(/^state_(corrupt|version)$/) as string,
          message: expect.stringContaining(file) as string,
          details: { file, line: expect.any(Number) as number },
        });
        expect((await readFile(file)).equals(bent)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("error: a line is missing, doubled, or a whole other file", async () => {
    const chain = await open();
    await live(chain);
    await chain.close();
    const lines = (await readFile(file, "utf8")).split("\n");
    const wrong: [string[], number][] = [
      [lines.toSpliced(5, 1), 6],
      [lines.toSpliced(5, 0, lines[5]!), 7],
      [lines.toSpliced(1, 1), 3],
      [lines.slice(0, 3), 3],
      [[...lines.slice(0, 3), ""], 4],
      [["{}", ""], 1],
      [[""], 1],
    ];
    for (const [content, line] of wrong) {
      await writeFile(file, content.join("\n"));
      await expect(openLocalChain({ file })).rejects.toMatchObject({ code: "state_corrupt", details: { line } });
    }
    expect(await readdir(join(folder, "localnet"))).toEqual(["chain.log", "chain.log.beacon"]);
  });

  test("error: another version", async () => {
    await (await open()).close();
    const text = (await readFile(file, "utf8")).replace("affine-local-chain 2", "affine-local-chain 1");
    await writeFile(file, text);
    await expect(openLocalChain({ file })).rejects.toMatchObject({
      code: "state_version",
      message: expect.stringContaining('version "1"; this program reads 2') as string,
      hint: expect.stringContaining("--fresh") as string,
      details: { line: 1 },
    });
    expect(await readFile(file, "utf8")).toBe(text);
  });

  test("error: a second chain on the same file; a dead process's lock is no hindrance", async () => {
    const chain = await open();
    await expect(openLocalChain({ file })).rejects.toMatchObject({ code: "locked", details: { file } });
    const lock = JSON.parse(await readFile(`${file}.lock`, "utf8")) as Record<string, unknown>;
    await chain.close();
    await writeFile(`${file}.lock`, JSON.stringify({ ...lock, token: "dead", birth: "another boot/1" }));
    await (await open()).close();
    await writeFile(`${file}.lock`, JSON.stringify({ ...lock, token: "elsewhere", host: "another machine" }));
    await expect(openLocalChain({ file })).rejects.toMatchObject({ code: "locked" });
    await writeFile(`${file}.lock`, "nonsense");
    await expect(openLocalChain({ file })).rejects.toMatchObject({ code: "locked" });
  });

  test("behavior: of many that find a dead process's lock at once, one goes on", async () => {
    await (await open()).close();
    const dead = { token: "dead", pid: process.pid, host: "?", birth: "another boot/1" };
    const { hostname } = await import("node:os");
    await writeFile(`${file}.lock`, JSON.stringify({ ...dead, host: hostname() }));
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => openLocalChain({ file })));
    const winners = tries.filter((result) => result.status === "fulfilled");
    expect(winners).toHaveLength(1);
    for (const { value } of winners) await value.close();
    await appendFile(file, "");
    await (await open()).close();
  });
});

describe("calls", () => {
  const call = { call: "set_commitment", args: { netuid: 120, text: "x" } } as const;

  test("error: replayed, early, forged, foreign and unregistered calls are refused before a block has them", async () => {
    const chain = await open({ file: undefined } as unknown as LocalChainOptions);
    await chain.register(alice, 120, { coldkey: alice.address });
    const used = signExtrinsic(alice, chain.genesis, 1, call);
    await chain.served.receipt(await chain.served.submit(used));
    const before = await chain.head();
    const fresh = signExtrinsic(alice, chain.genesis, 2, call);
    const refused: [Parameters<typeof chain.served.submit>[0], string][] = [
      [signExtrinsic(alice, chain.genesis, 1, call), "Stale"],
      [signExtrinsic(alice, chain.genesis, 3, call), "Future"],
      [{ ...fresh, call: "set_commitment", args: { netuid: 120, text: "y" } }, "BadProof"],
      [{ ...fresh, signature: `0x${"00".repeat(64)}` }, "BadProof"],
      [{ ...fresh, signature: signExtrinsic(bob, chain.genesis, 2, call).signature }, "BadProof"],
      [signExtrinsic(alice, `0x${"11".repeat(32)}`, 2, call), "WrongGenesis"],
      [signExtrinsic(bob, chain.genesis, 0, call), "AccountNotAllowedCommit"],
    ];
    for (const [extrinsic, name] of refused) {
      await expect(chain.served.submit(extrinsic)).rejects.toMatchObject({ code: "chain_rejected", details: { name } });
    }
    expect(await chain.head()).toEqual(before);
  });

  test("behavior: the same signed call sent twice counts once", async () => {
    const chain = await open();
    await chain.register(alice, 120, { coldkey: alice.address });
    const extrinsic = signExtrinsic(alice, chain.genesis, 1, call);
    const hashes = [await chain.served.submit(extrinsic), await chain.served.submit(extrinsic)];
    const receipts = await Promise.all(hashes.map((hash) => chain.served.receipt(hash)));
    expect(receipts[0]).toEqual(receipts[1]);
    expect(await chain.served.submit(extrinsic)).toBe(hashes[0]);
    expect((await chain.head()).number).toBe(2);
  });

  test("behavior: a call that fails uses up its nonce and changes nothing else", async () => {
    const chain = await open();
    await chain.register(alice, 120, { coldkey: alice.address });
    const weights = new Map([[9, 1]]);
    await expect(chain.setWeights(alice, 120, weights)).rejects.toMatchObject({ code: "chain_rejected" });
    expect(await chain.served.nextNonce(alice.address)).toBe(2);
    await chain.close();
    expect(await (await open()).served.nextNonce(alice.address)).toBe(2);
  });

  test("error: a closed chain takes no calls and ends every wait", async () => {
    const chain = await open({ blockMs: 600_000 });
    const waits = [chain.waitForBlock(5), chain.register(alice, 120, { coldkey: alice.address })];
    const ends = waits.map((wait) => expect(wait).rejects.toMatchObject({ code: "chain_transport" }));
    await chain.close();
    await Promise.all(ends);
    await expect(chain.produceBlock()).rejects.toMatchObject({ code: "chain_transport" });
    await expect(chain.waitForBlock(99)).rejects.toMatchObject({ code: "chain_transport" });
  });
});

describe("blocks", () => {
  test("default: they come by themselves at the chosen pace", async () => {
    const chain = await open({ blockMs: 5 });
    expect((await chain.waitForBlock(3)).number).toBeGreaterThanOrEqual(3);
  });

  test("behavior: two chains with the same calls have different hashes", async () => {
    const options = { nowMs: () => 1_000 };
    const chains = [await openLocalChain(options), await openLocalChain(options)];
    opened.push(...chains);
    await Promise.all(chains.map((chain) => chain.produceBlocks(3)));
    const [first, second] = await Promise.all(chains.map(hashesOf));
    expect(new Set([...first!, ...second!]).size).toBe(8);
  });

  test("behavior: time never stands still or goes back, whatever the clock does", async () => {
    const clock = [5_000, 4_000, 4_000, 6_000];
    const chain = await openLocalChain({ nowMs: () => clock.shift() ?? 0 });
    opened.push(chain);
    const times = [await chain.timestampMs()];
    for (let block = 0; block < 4; block += 1) times.push(await chain.timestampMs(await chain.produceBlock()));
    expect(times).toEqual([5_000, 5_001, 5_002, 6_000, 6_001]);
  });
});

describe("openLocalChain", () => {
  test.each([
    ["a netuid out of range", { netuid: 0 }],
    ["a tempo of zero", { hyperparameters: { tempo: 0 } }],
    ["an unknown hyperparameter", { hyperparameters: { temp: 5 } as never }],
    [
      "a neuron with a mistyped hotkey",
      { neurons: [{ hotkey: `${alice.address.slice(0, -1)}x`, coldkey: bob.address }] },
    ],
    ["a hotkey twice", { neurons: [1, 2].map(() => ({ hotkey: alice.address, coldkey: bob.address })) }],
    ["too short a history", { historyBlocks: 10 }],
    ["no time between blocks", { blockMs: 0 }],
  ])("error: %s", async (_, options: LocalChainOptions) => {
    await expect(openLocalChain(options)).rejects.toMatchObject({ code: "config_invalid" });
  });

  test("default: neurons of the genesis are registered from block 0", async () => {
    const chain = await openLocalChain({ neurons: [{ hotkey: alice.address, coldkey: bob.address, stakeRao: "9" }] });
    opened.push(chain);
    expect((await chain.metagraph(120)).neurons).toMatchObject([{ uid: 0, validatorPermit: true, stakeRao: "9" }]);
  });
});
