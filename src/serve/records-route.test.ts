import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FsStore } from "../store/index.ts";
import { createApi, listen, type Listening } from "./index.ts";

const HOTKEY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const SHARD = `records/120/${HOTKEY}/0000000000.ndjson.gz`;
const HASH = "ab".repeat(32);
const TRANSCRIPT = `transcripts/120/ab/${HASH}.json.gz`;
const DOCUMENT = `documents/120/ab/${HASH}.json.gz`;

let folder: string;
let served: Listening;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "affine-serve-"));
  const store = await FsStore.open(folder);
  await store.putOnce(SHARD, Buffer.from("a shard"));
  await store.putOnce(TRANSCRIPT, Buffer.from("a transcript"));
  await store.putOnce(DOCUMENT, Buffer.from("a document"));
  await mkdir(join(folder, "journal"));
  await writeFile(join(folder, "journal", "secret"), "secret");
  await mkdir(join(folder, "wallets"));
  await writeFile(join(folder, "wallets", "0000000000.ndjson.gz"), "secret");
  await symlink(join(folder, "wallets"), join(folder, "records", "121"));
  served = await listen(createApi({ version: "1", status: () => undefined, store }), { host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

/** Sends a path exactly as it is written; clients such as fetch would tidy it up first. */
function ask(path: string, method = "GET"): Promise<{ status: number; text: string; headers: object }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port: served.port, path, method }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    sent.on("error", reject).end();
  });
}

describe("records route", () => {
  test("default: shards and transcripts, byte for byte and for ever", async () => {
    expect(await ask(`/${SHARD}`)).toMatchObject({
      status: 200,
      text: "a shard",
      headers: { "content-type": "application/gzip", "cache-control": expect.stringContaining("immutable") as string },
    });
    expect(await ask(`/${TRANSCRIPT}`)).toMatchObject({ status: 200, text: "a transcript" });
    expect(await ask(`/${DOCUMENT}`)).toMatchObject({ status: 200, text: "a document" });
  });

  test("behavior: HEAD states the size", async () => {
    expect(await ask(`/${SHARD}`, "HEAD")).toMatchObject({ status: 200, text: "", headers: { "content-length": "7" } });
    expect((await ask(`/${SHARD.replace("0000.nd", "0001.nd")}`, "HEAD")).status).toBe(404);
  });

  test.each([
    `/${SHARD.replace("0000.nd", "0001.nd")}`,
    `/records/120/${HOTKEY}/`,
    `/records/120/${HOTKEY}`,
    "/records/",
    "/records",
    "/journal/secret",
    "/records/../journal/secret",
    "/records/120/../../journal/secret",
    "/records/%2e%2e/journal/secret",
    "/records/..%2fjournal%2fsecret",
    "/records/120/..%5c..%5cjournal%5csecret",
    `/records//120/${HOTKEY}/0000000000.ndjson.gz`,
    `/records/0120/${HOTKEY}/0000000000.ndjson.gz`,
    "/records/121/0000000000.ndjson.gz",
    `/${SHARD}%00`,
    `/${SHARD}/`,
    `/${SHARD.replaceAll("/", "%2f")}`,
    `/transcripts/120/aa/${HASH}.json.gz`,
    `/transcripts/120/ab/${HASH.toUpperCase()}.json.gz`,
    "/transcripts/120/ab/../../../journal/secret",
    "/..//records/120",
  ])("error: nothing else is there: %s", async (path) => {
    const { status, text } = await ask(path);
    expect([400, 404]).toContain(status);
    expect(text).not.toBe("secret");
  });

  test("error: nobody writes", async () => {
    for (const method of ["PUT", "POST", "DELETE"]) expect((await ask(`/${SHARD}`, method)).status).toBe(405);
    expect((await ask(`/${SHARD}`)).text).toBe("a shard");
  });

  test("behavior: without a store there are no such addresses", async () => {
    const app = createApi({ version: "1", status: () => undefined });
    expect((await app.request(`/${SHARD}`)).status).toBe(404);
  });
});
