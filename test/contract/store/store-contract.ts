import { describe, expect, test } from "vitest";
import type { Store } from "../../../src/store/index.ts";

/** An adapter under test: a fresh, empty store each time; `reopen` opens the same place again. */
export interface StoreUnderTest {
  store: Store;
  reopen: () => Promise<Store>;
  dispose: () => Promise<void>;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function keysOf(store: Store, prefix: string, after?: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list(prefix, after)) keys.push(key);
  return keys;
}

/** What every adapter of {@link Store} keeps to. */
export function testStoreContract(name: string, create: () => Promise<StoreUnderTest>): void {
  const withStore = (title: string, body: (under: StoreUnderTest) => Promise<void>): void => {
    test(title, async () => {
      const under = await create();
      try {
        await body(under);
      } finally {
        await under.dispose();
      }
    });
  };

  describe(`Store contract: ${name}`, () => {
    withStore("default: what was put is there, byte for byte", async ({ store }) => {
      const data = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) & 0xff);
      expect(await store.putOnce("a/b/object.bin", data)).toBe("created");
      expect(Buffer.from((await store.get("a/b/object.bin"))!).equals(data)).toBe(true);
      expect(await store.head("a/b/object.bin")).toEqual({ bytes: 100_000 });
    });

    withStore("behavior: an empty object is an object", async ({ store }) => {
      await store.putOnce("empty", new Uint8Array());
      expect((await store.get("empty"))?.length).toBe(0);
      expect(await store.head("empty")).toEqual({ bytes: 0 });
    });

    withStore("behavior: what is not there is undefined", async ({ store }) => {
      await store.putOnce("folder/object", bytes("x"));
      for (const key of ["nothing", "folder", "folder/object/below", "folder/objec"]) {
        expect(await store.get(key)).toBeUndefined();
        expect(await store.head(key)).toBeUndefined();
      }
    });

    withStore("behavior: the same bytes again are fine", async ({ store }) => {
      await store.putOnce("key", bytes("same"));
      expect(await store.putOnce("key", bytes("same"))).toBe("exists");
    });

    withStore("error: other bytes are a conflict and change nothing", async ({ store }) => {
      await store.putOnce("key", bytes("first"));
      await expect(store.putOnce("key", bytes("other"))).rejects.toMatchObject({ code: "store_conflict" });
      await expect(store.putOnce("key", bytes("firs"))).rejects.toMatchObject({ code: "store_conflict" });
      expect(await store.get("key")).toEqual(Buffer.from("first"));
    });

    withStore("behavior: of many writers of one key exactly one creates it", async ({ store, reopen }) => {
      const other = await reopen();
      const writers = Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? store : other).putOnce("race/key", bytes(`writer ${index}`)).then(
          (outcome) => ({ index, outcome: outcome }),
          (error: unknown) => ({ index, outcome: (error as { code: string }).code }),
        ),
      );
      const outcomes = await Promise.all(writers);
      const winners = outcomes.filter(({ outcome }) => outcome === "created");
      expect(winners).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === "store_conflict")).toHaveLength(19);
      expect(await store.get("race/key")).toEqual(Buffer.from(`writer ${winners[0]!.index}`));
      await other.close();
    });

    withStore("behavior: of many writers of the same bytes all succeed", async ({ store }) => {
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.putOnce("race", bytes("same"))));
      expect(outcomes.filter((outcome) => outcome === "created")).toHaveLength(1);
    });

    withStore("behavior: keys are listed in ascending order of code units", async ({ store }) => {
      const keys = ["b", "a/x", "a.b", "a-b/z", "a/b/c", "aa", "B", "a/b.c", "a_", "a0/1", "a/10", "a/9"];
      for (const key of keys) await store.putOnce(key, bytes(key));
      expect(await keysOf(store, "")).toEqual([...keys].sort());
      expect(await keysOf(store, "a/")).toEqual(["a/10", "a/9", "a/b.c", "a/b/c", "a/x"]);
      expect(await keysOf(store, "a/b")).toEqual(["a/b.c", "a/b/c"]);
      expect(await keysOf(store, "a")).toEqual(keys.filter((key) => key.startsWith("a")).sort());
      expect(await keysOf(store, "nothing/")).toEqual([]);
    });

    withStore("behavior: a listing begins behind a key, there or not", async ({ store }) => {
      const keys = ["a.b", "a/1", "a/2/x", "a/3", "b"];
      for (const key of keys) await store.putOnce(key, bytes(key));
      for (const after of ["", "a", "a.b", "a/", "a/0", "a/1", "a/2", "a/2/x", "a/2/y", "a/9", "b", "c"]) {
        expect(await keysOf(store, "", after)).toEqual(keys.filter((key) => key > after));
        expect(await keysOf(store, "a/", after)).toEqual(keys.filter((key) => key.startsWith("a/") && key > after));
      }
    });

    withStore("error: keys that lead elsewhere are refused", async ({ store }) => {
      const bad = [
        "",
        "/",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a//b",
        "a/",
        "./a",
        "a/.",
        ".hidden",
        "a\\b",
        "a\0b",
        "ü",
      ];
      for (const key of [...bad, "a b", "x".repeat(2_000), "%2e%2e/x"]) {
        await expect(store.putOnce(key, bytes("x")), key).rejects.toMatchObject({ code: "store_key" });
        await expect(store.get(key), key).rejects.toMatchObject({ code: "store_key" });
        await expect(store.head(key), key).rejects.toMatchObject({ code: "store_key" });
      }
      await expect(keysOf(store, "../")).rejects.toMatchObject({ code: "store_key" });
    });

    withStore("behavior: another opening of the same place sees it all", async ({ store, reopen }) => {
      await store.putOnce("a/b", bytes("x"));
      await store.close();
      const again = await reopen();
      expect(await keysOf(again, "")).toEqual(["a/b"]);
      expect(await again.putOnce("a/b", bytes("x"))).toBe("exists");
      expect(again.location).toBe(store.location);
      await again.close();
    });
  });
}
