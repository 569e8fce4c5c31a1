import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Metagraph, Neuron, RevealedCommitment } from "../chain/chain.ts";
import { AffineError, sha256Hex } from "../core/index.ts";
import { buildRoster, MAX_COMMITMENT_BYTES, type RosterOptions } from "./index.ts";

const revision = sha256Hex("weights").slice(0, 40);
const endpoint = "http://127.0.0.1:9000/v1";
const good = { model: "me/affine-7b", revision, endpoint };
const local: RosterOptions = { allowEndpoints: true };

function hotkeyOf(uid: number): string {
  return `5${"H".repeat(44)}${"ABCDEFGHJKLMNPQRSTUVWXYZ"[uid] ?? "a"}${uid}`.slice(0, 48);
}

function neuron(uid: number): Neuron {
  return {
    uid,
    hotkey: hotkeyOf(uid),
    coldkey: hotkeyOf(20),
    stakeRao: "0",
    validatorPermit: false,
    lastUpdate: 0,
    incentive: 0,
    registeredAt: 0,
  };
}

async function rosterOf(texts: readonly (string | readonly RevealedCommitment[] | undefined)[], options = local) {
  const metagraph: Metagraph = {
    netuid: 120,
    block: { number: 100, hash: `0x${"00".repeat(32)}` },
    neurons: texts.map((_, uid) => neuron(uid)),
  };
  const revealed = new Map<string, readonly RevealedCommitment[]>();
  for (const [uid, text] of texts.entries()) {
    if (text === undefined) continue;
    revealed.set(hotkeyOf(uid), typeof text === "string" ? [{ block: 10 + uid, text }] : text);
  }
  return buildRoster(metagraph, revealed, options);
}

/** Uid 1's verdict; uid 0 is exempt from the name rule. */
async function verdictOn(text: string, options = local) {
  const roster = await rosterOf([undefined, text], options);
  const left = roster.leftOut.find(({ uid }) => uid === 1);
  return left === undefined ? "competes" : `${left.reason}: ${left.detail}`;
}

describe("buildRoster", () => {
  test("default", async () => {
    const roster = await rosterOf([undefined, JSON.stringify(good)]);
    expect(roster.miners).toMatchObject([
      { uid: 1, model: "me/affine-7b", revision, block: 11, baseUrl: endpoint, chuteId: null },
    ]);
    expect(roster.leftOut).toMatchObject([{ uid: 0, reason: "no_commitment" }]);
  });

  test("error: each broken commitment has its reason", async () => {
    expect(await verdictOn("hello")).toMatch(/^commitment_not_json/);
    expect(await verdictOn("")).toMatch(/^commitment_not_json/);
    expect(await verdictOn("[1]")).toBe("commitment_not_an_object: a JSON object is needed, got a list");
    expect(await verdictOn("null")).toBe("commitment_not_an_object: a JSON object is needed, got null");
    expect(await verdictOn(JSON.stringify({ ...good, prize: 1, "a\u0007b": 2 }))).toBe(
      'unknown_field: unknown "prize", "a?b"; known are model, revision, chute_id, endpoint, identity',
    );
    expect(await verdictOn(JSON.stringify({ revision, endpoint }))).toBe('missing_field: "model" is missing');
    expect(await verdictOn(JSON.stringify({ ...good, model: 7 }))).toMatch(/^bad_model/);
    expect(await verdictOn(JSON.stringify({ ...good, model: "../../etc/passwd" }))).toMatch(/^bad_model/);
    expect(await verdictOn(JSON.stringify({ ...good, revision: "main" }))).toMatch(/^bad_revision/);
    expect(await verdictOn(JSON.stringify({ ...good, chute_id: "x" }))).toMatch(/^bad_chute_id/);
    expect(await verdictOn(JSON.stringify({ ...good, model: "me/gpt" }))).toMatch(/^name_rule/);
    expect(await verdictOn(JSON.stringify({ ...good, pad: "x".repeat(MAX_COMMITMENT_BYTES) }))).toMatch(
      /^commitment_too_long/,
    );
  });

  test.each([
    ["ftp://host/v1", "must begin with http"],
    ["http://user:password@host/v1", "user name or password"],
    ["http://host/v1?x=1", "query or fragment"],
    ["not a url", "is not a URL"],
  ])("error: endpoint %s", async (bad, detail) => {
    expect(await verdictOn(JSON.stringify({ ...good, endpoint: bad }))).toContain(detail);
  });

  test("behavior: an endpoint gets its /v1", async () => {
    const roster = await rosterOf([JSON.stringify({ ...good, endpoint: "http://127.0.0.1:9000/" })]);
    expect(roster.miners[0]?.baseUrl).toBe("http://127.0.0.1:9000/v1");
  });

  test("behavior: a network without endpoints asks its host instead", async () => {
    const chute = { model: "me/Affine-7b", revision, chute_id: "8e0b6a5e-0c3a-5c2e-9a39-0242ac120002" };
    const pinned: RosterOptions = { allowEndpoints: false };
    expect(await verdictOn(JSON.stringify(good), pinned)).toMatch(/^endpoint_not_allowed/);
    expect(await verdictOn(JSON.stringify(chute), pinned)).toMatch(/^host_unknown/);
    const absent: RosterOptions = { ...pinned, baseUrlOf: () => Promise.resolve(undefined) };
    expect(await verdictOn(JSON.stringify(chute), absent)).toMatch(/^no_host/);
    const cold = { reason: "host_cold", detail: "no instance" } as const;
    const sleeping: RosterOptions = { ...pinned, baseUrlOf: () => Promise.resolve(cold) };
    expect(await verdictOn(JSON.stringify(chute), sleeping)).toBe("host_cold: no instance");
    const known: RosterOptions = { ...pinned, baseUrlOf: () => Promise.resolve("https://slug.host.example/v1") };
    expect(await verdictOn(JSON.stringify(chute), known)).toBe("competes");
    const down: RosterOptions = { ...pinned, baseUrlOf: () => Promise.reject(new Error("host is down")) };
    expect(await verdictOn(JSON.stringify(chute), down)).toMatch(/^host_unknown: .*host is down/);
    const refusal = new AffineError("credentials_missing", "No key.", { hint: "Set CHUTES_API_KEY in .env." });
    const closed: RosterOptions = { ...pinned, baseUrlOf: () => Promise.reject(refusal) };
    expect(await verdictOn(JSON.stringify(chute), closed)).toContain("No key. Set CHUTES_API_KEY in .env.");
  });

  test("behavior: the latest reveal counts, also when it is worse", async () => {
    const better = { block: 20, text: JSON.stringify({ ...good, model: "me/affine-9b" }) };
    const first = { block: 10, text: JSON.stringify(good) };
    expect((await rosterOf([[first, better]])).miners[0]).toMatchObject({ model: "me/affine-9b", block: 20 });
    expect((await rosterOf([[better, { block: 30, text: "gone" }]])).leftOut[0]?.reason).toBe("commitment_not_json");
  });

  test("behavior: a copy competes and is reported", async () => {
    const copy = JSON.stringify(good);
    const roster = await rosterOf([undefined, copy, copy]);
    expect(roster.miners.map(({ uid }) => uid)).toEqual([1, 2]);
    expect(roster.duplicates).toMatchObject([{ uid: 2, first: { uid: 1 } }]);
  });

  test("behavior: uid 0 is exempt from the name rule", async () => {
    expect((await rosterOf([JSON.stringify({ ...good, model: "me/base" })])).miners).toHaveLength(1);
  });

  test("behavior: whatever is committed, every key is either a miner or left out", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.json(),
            fc.jsonValue().map((value) => JSON.stringify(value)),
          ),
          { maxLength: 6 },
        ),
        async (texts) => {
          const roster = await rosterOf(texts);
          expect(roster.miners.length + roster.leftOut.length).toBe(texts.length);
          for (const { detail } of roster.leftOut) expect(detail).not.toMatch(/\p{Cc}/u);
        },
      ),
      { numRuns: 200 },
    );
  });
});
