import { getOfflineApi } from "polkadot-api";
import { describe, expect, test } from "vitest";
import { eraFrom } from "../../../src/chain/subtensor/extrinsic/era.ts";
import { signExtrinsic } from "../../../src/chain/subtensor/extrinsic/sign-extrinsic.ts";
import { codecsOf } from "../../../src/chain/subtensor/runtime/codecs.ts";
import { fromHex, Runtime, toHex } from "../../../src/chain/subtensor/runtime/runtime.ts";
import { QUICKNET } from "../../../src/chain/timelock/index.ts";
import { keyFromUri, verify } from "../../../src/wallet/index.ts";
import { RUNTIMES_OF_EVERY_FORMAT } from "../metadata/index.ts";

const VERSION = { specName: "node-subtensor", specVersion: 424, transactionVersion: 1 };
const GENESIS = "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03";

/** Bytes that were measured on the network's runtime, by hand; golden-runtime.test.ts has more of them. */
describe.each(RUNTIMES_OF_EVERY_FORMAT)("encodings of runtime 424, $name", ({ raw }) => {
  const runtime424 = async (): Promise<Runtime> => new Runtime(VERSION, await codecsOf(raw));

  test("golden: set_weights", async () => {
    const call = (await runtime424()).encodeCall("SubtensorModule", "set_weights", {
      netuid: 120,
      dests: [0, 5],
      weights: [65_535, 0],
      version_key: 0n,
    });
    expect(toHex(call)).toBe("0x07007800080000050008ffff00000000000000000000");
  });

  test("golden: commit_timelocked_weights, and the same of a mechanism", async () => {
    const runtime = await runtime424();
    const args = {
      netuid: 120,
      commit: fromHex("0xaabbccdd"),
      reveal_round: 1000n,
      commit_reveal_version: 4,
    };
    const plain = runtime.encodeCall("SubtensorModule", "commit_timelocked_weights", args);
    expect(toHex(plain)).toBe("0x0771780010aabbccdde8030000000000000400");
    const ofMechanism = runtime.encodeCall("SubtensorModule", "commit_timelocked_mechanism_weights", {
      ...args,
      mecid: 0,
    });
    expect(toHex(ofMechanism)).toBe("0x077678000010aabbccdde8030000000000000400");
  });

  test("golden: set_commitment with a timelocked field", async () => {
    const call = (await runtime424()).encodeCall("Commitments", "set_commitment", {
      netuid: 120,
      info: [{ type: "TimelockEncrypted", value: { encrypted: fromHex("0xaabbccdd"), reveal_round: 1000n } }],
    });
    expect(toHex(call)).toBe("0x12007800048610aabbccdde803000000000000");
  });

  test("golden: storage keys are of the hashers that the design measured", async () => {
    const runtime = await runtime424();
    const item = (name: string, ...args: unknown[]): string => runtime.storageKey("SubtensorModule", name, ...args);
    // Identity u16: the 16 + 16 bytes of both names, then the number itself.
    expect(item("Tempo", 120)).toMatch(/^0x[0-9a-f]{64}7800$/);
    expect(item("Weights", 120, 5)).toMatch(/^0x[0-9a-f]{64}78000500$/);
    // Identity, then BLAKE2b-128 and the account.
    const alice = keyFromUri("//Alice");
    expect(item("Uids", 120, alice.address)).toHaveLength(2 + 64 + 4 + 32 + 64);
    expect(item("Uids", 120, alice.address)).toContain(Buffer.from(alice.publicKey).toString("hex"));
  });

  test("golden: nothing has drifted, and the chain's beacon is drand's quicknet", async () => {
    const runtime = await runtime424();
    expect(runtime.drifts).toEqual([]);
    const beacon = runtime.storageValue("Drand", "BeaconConfig", null) as { public_key: Uint8Array };
    expect(Buffer.from(beacon.public_key)).toEqual(Buffer.from(QUICKNET.publicKey));
    expect(runtime.constant("Aura", "SlotDuration")).toBe(12_000n);
  });

  test("behavior: signed as polkadot-api signs it, byte for byte but for the signature, and both verify", async () => {
    const runtime = await runtime424();
    const alice = keyFromUri("//Alice");
    const hash = `0x${"5a".repeat(32)}` as const;
    const args = { netuid: 120, dests: [5], weights: [65_535], version_key: 0n };
    const call = runtime.encodeCall("SubtensorModule", "set_weights", args);
    for (const [number, nonce] of [
      [7_000_001, 0],
      [7_000_006, 63],
      [7_000_008, 16_400],
    ] as const) {
      const era = eraFrom({ number, hash });
      const ours = signExtrinsic(alice, runtime, call, { genesis: GENESIS, nonce, era });
      const messages: Uint8Array[] = [];
      const { getPolkadotSigner } = await import("polkadot-api/signer");
      const signer = getPolkadotSigner(alice.publicKey, "Sr25519", (message) => {
        messages.push(message);
        return alice.sign(message);
      });
      const offline = await getOfflineApi({
        genesis: GENESIS,
        getMetadata: () => Promise.resolve(raw),
      } as unknown as Parameters<typeof getOfflineApi>[0]);
      const tx = (offline.tx as unknown as Record<string, Record<string, (args: unknown) => OfflineTx>>)[
        "SubtensorModule"
      ]!["set_weights"]!(args);
      const theirs = Buffer.from(
        await tx.sign(signer, {
          nonce,
          mortality: { mortal: true, period: 8, startAtBlock: { height: number, hash } },
        }),
      ).toString("hex");
      const own = ours.bytes.slice(2);
      // Compact length (2 bytes), version, address, kind of signature; then 64 bytes that are random.
      const head = 2 * (2 + 1 + 33 + 1);
      expect(own.slice(0, head)).toBe(theirs.slice(0, head));
      expect(own.slice(head + 128)).toBe(theirs.slice(head + 128));
      expect(verify(alice.publicKey, messages[0]!, Buffer.from(own.slice(head, head + 128), "hex"))).toBe(true);
    }
  });
});

interface OfflineTx {
  sign(signer: unknown, extensions: unknown): Promise<Uint8Array>;
}
