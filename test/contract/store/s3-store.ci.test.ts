import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { S3Store } from "../../../src/store/s3/s3-store.ts";
import { makeBucket, MOTO_KEYS, startMoto, type Moto } from "../../s3/moto.ts";
import { REAL_S3, valueOf } from "../../setup/outside.ts";
import { testS3Behaviour } from "./s3-behaviour.ts";
import { testStoreContract } from "./store-contract.ts";

const programs = valueOf(REAL_S3);

describe.skipIf(programs === undefined)("a real S3 server", () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto(programs ?? "");
  });
  afterAll(() => moto.close());

  const freshBucket = async (): Promise<string> => {
    const bucket = `b${randomBytes(6).toString("hex")}`;
    await makeBucket(moto.url, bucket);
    return bucket;
  };

  testStoreContract("S3, over moto_server", async () => {
    const address = `s3://${await freshBucket()}/some/prefix`;
    const open = () => S3Store.open(address, { endpoint: moto.url, ...MOTO_KEYS });
    const store = open();
    return { store, reopen: () => Promise.resolve(open()), dispose: () => store.close() };
  });

  testS3Behaviour("moto_server", async () => ({
    url: moto.url,
    bucket: await freshBucket(),
    keys: MOTO_KEYS,
    close: () => Promise.resolve(),
  }));

  test("behavior: 100 keys, 20 writers each: one winner each, and everybody else learns of it", async () => {
    const address = `s3://${await freshBucket()}/records`;
    const stores = Array.from({ length: 4 }, () => S3Store.open(address, { endpoint: moto.url, ...MOTO_KEYS }));
    let conflicts = 0;
    for (let key = 0; key < 100; key += 1) {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, async (_, writer) => {
          const bytes = Buffer.from(`key ${key}, writer ${writer}`);
          try {
            return { writer, outcome: await stores[writer % 4]!.putOnce(`race/${key}`, bytes) };
          } catch (error) {
            return { writer, outcome: (error as { code: string }).code };
          }
        }),
      );
      const winners = outcomes.filter(({ outcome }) => outcome === "created");
      expect(winners).toHaveLength(1);
      conflicts += outcomes.filter(({ outcome }) => outcome === "store_conflict").length;
      expect(Buffer.from((await stores[0]!.get(`race/${key}`))!).toString()).toBe(
        `key ${key}, writer ${winners[0]!.writer}`,
      );
    }
    expect(conflicts).toBe(1900);
    for (const store of stores) await store.close();
  });
});
