import fc from "fast-check";
import { copyFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  FolderHub,
  HuggingFaceHub,
  identityOfFolder,
  identityOnHub,
  type HubFile,
  type ModelHub,
} from "../../src/hub/index.ts";
import { startLoopbackHub } from "./loopback-hub/loopback-hub.ts";
import { folderWith, localFiles, noise, smallModel, sparseFile } from "./model-files.ts";

type Files = Record<string, string | Buffer>;

const idOf = async (files: Files): Promise<string> => {
  const folder = await folderWith(files);
  const { id } = await identityOfFolder(folder);
  await rm(folder, { recursive: true });
  return id;
};

/** The same model with one file rewritten; JSON for objects. */
function edited(files: Files, path: string, edit: (json: Record<string, unknown>) => unknown): Files {
  return { ...files, [path]: JSON.stringify(edit(JSON.parse(String(files[path])) as Record<string, unknown>)) };
}

const withoutTemplate = (config: Record<string, unknown>): unknown => ({ ...config, chat_template: undefined });

const model = smallModel("identity", 1_000);
const single: Files = { "config.json": "{}", "model.safetensors": noise("single", 500) };

describe("identityOfFolder", () => {
  test("default: pinned, since every validator must compute the same", async () => {
    const identity = await identityOfFolder(await folderWith(model));
    expect(identity.id).toBe("9ca55bdf133242d228cd3b867725234899d8194c853cc82059816d5af99a1573");
    expect(identity.weights.map(({ path }) => path)).toEqual([
      "model-00001-of-00002.safetensors",
      "model-00002-of-00002.safetensors",
    ]);
    expect(Object.keys(identity.config)).toEqual(["config.json", "generation_config.json"]);
    expect(Object.keys(identity.tokenizer)).toEqual(["tokenizer.json", "tokenizer_config.json"]);
    expect(identity.chatTemplate).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each<[string, (files: Files) => Files]>([
    ["white space", (files) => ({ ...files, "config.json": ` \n${String(files["config.json"])}\t` })],
    [
      "the order of keys",
      (files) => edited(files, "config.json", (c) => Object.fromEntries(Object.entries(c).reverse())),
    ],
    ["where it was saved", (files) => edited(files, "config.json", (c) => ({ ...c, _name_or_path: "/home/me/x" }))],
    ["which program saved it", (files) => edited(files, "config.json", (c) => ({ ...c, transformers_version: "9" }))],
    [
      "the spelling of a number",
      (files) => ({ ...files, "config.json": String(files["config.json"]).replace("0.000001", "1.0E-6") }),
    ],
    [
      "other files",
      (files) => ({ ...files, "README.md": "# Mine", LICENSE: "x", "optimizer.pt": "x", ".hidden": "x" }),
    ],
    ["files in folders", (files) => ({ ...files, "original/consolidated.safetensors": "x", "onnx/config.json": "{}" })],
    ["a shard that the index does not name", (files) => ({ ...files, "extra.safetensors": "x" })],
    [
      "the template in a file of its own",
      (files) => ({
        ...edited(files, "tokenizer_config.json", withoutTemplate),
        "chat_template.jinja": "{{ messages }}",
      }),
    ],
    [
      "other names of the shards",
      (files) => {
        const renamed = Object.entries(files).map(
          ([path, content]) => [path.replace(/^model-0000/, "m"), content] as const,
        );
        const index = String(files["model.safetensors.index.json"]).replaceAll("model-0000", "m");
        return { ...Object.fromEntries(renamed), "model.safetensors.index.json": index };
      },
    ],
  ])("behavior: %s: the same model", async (_, edit) => {
    const changed = edit(model);
    expect(changed).not.toEqual(model);
    expect(await idOf(changed)).toBe(await idOf(model));
  });

  test("behavior: a configuration that says nothing is as good as none", async () => {
    const nothing = JSON.stringify({ _from_model_config: true, transformers_version: "4.50.0" });
    for (const path of ["generation_config.json", "special_tokens_map.json", "added_tokens.json"]) {
      const says = path === "generation_config.json" ? nothing : " {} ";
      expect(await idOf({ ...single, [path]: says })).toBe(await idOf(single));
    }
  });

  test.each<[string, (files: Files) => Files]>([
    ["a bit of a weight", (files) => ({ ...files, "model-00002-of-00002.safetensors": noise("other", 1_000) })],
    ["a setting", (files) => edited(files, "config.json", (c) => ({ ...c, rms_norm_eps: 1e-5 }))],
    ["a setting more", (files) => edited(files, "config.json", (c) => ({ ...c, rope_theta: 10_000 }))],
    ["a stop token", (files) => edited(files, "generation_config.json", () => ({ eos_token_id: 3 }))],
    ["the vocabulary", (files) => edited(files, "tokenizer.json", () => ({ model: { vocab: { a: 1, b: 0 } } }))],
    [
      "the template",
      (files) => edited(files, "tokenizer_config.json", (c) => ({ ...c, chat_template: "{{ messages}}" })),
    ],
    ["no template", (files) => edited(files, "tokenizer_config.json", withoutTemplate)],
    [
      "a tokenizer's setting",
      (files) => edited(files, "tokenizer_config.json", (c) => ({ ...c, add_bos_token: true })),
    ],
    ["another token", (files) => ({ ...files, "added_tokens.json": '{"transformers_version":5}' })],
    [
      "a setting that only a nested part has",
      (files) => edited(files, "config.json", (c) => ({ ...c, text: { x: 1 } })),
    ],
  ])("behavior: %s: another model", async (_, edit) => {
    expect(await idOf(edit(model))).not.toBe(await idOf(model));
  });

  test("behavior: without an index all weight files of the root count, by content", async () => {
    const a = noise("a", 100);
    const b = noise("b", 100);
    const base = { "config.json": "{}" };
    const both = await idOf({ ...base, "1.safetensors": a, "2.safetensors": b });
    expect(await idOf({ ...base, "x.safetensors": b, "y.safetensors": a })).toBe(both);
    expect(await idOf({ ...base, "x.safetensors": b, "y.safetensors": a, "z.safetensors": a })).toBe(both);
    expect(await idOf({ ...base, "x.safetensors": b })).not.toBe(both);
  });

  test("behavior: a configuration that is no plain JSON counts by its bytes", async () => {
    const python = '{"time_step_limit": [0.0, Infinity]}';
    const other = '{"time_step_limit":[0.0,Infinity]}';
    const deep = `${"[".repeat(100)}${"]".repeat(100)}`;
    const ids = new Set<string>();
    for (const config of [
      python,
      other,
      '{"a":"\\ud800"}',
      deep,
      ` ${deep}`,
      "\ufeff{}",
      "{}",
      '{"a":1e400}',
      '{"a":1}',
    ]) {
      ids.add(await idOf({ ...single, "config.json": config }));
    }
    ids.add(await idOf({ ...single, "config.json": Buffer.from([0x7b, 0xff, 0x7d]) }));
    expect(ids.size).toBe(10);
  });

  test("behavior: links inside the folder are followed, as a hub's cache has them", async () => {
    const folder = await folderWith({ "config.json": "{}", "blobs/weights": noise("single", 500) });
    await symlink("blobs/weights", join(folder, "model.safetensors"));
    expect((await identityOfFolder(folder)).id).toBe(await idOf(single));
  });
});

describe("error: no model, or a hostile one", () => {
  test.each<[string, Files, RegExp]>([
    ["no weights", { "config.json": "{}", "pytorch_model.bin": "x" }, /no \.safetensors/],
    ["weights in a folder only", { "config.json": "{}", "a/model.safetensors": "x" }, /no \.safetensors/],
    ["no configuration", { "model.safetensors": "x" }, /config\.json/],
    ["an index that is no JSON", { ...single, "model.safetensors.index.json": "x" }, /not JSON/],
    ["an index without a map", { ...single, "model.safetensors.index.json": "{}" }, /weight_map/],
    [
      "an index that names what is not there",
      { ...single, "model.safetensors.index.json": '{"weight_map":{"a":"b.safetensors"}}' },
      /names/,
    ],
    [
      "an index that leads out",
      { ...single, "model.safetensors.index.json": '{"weight_map":{"a":"../../etc/passwd"}}' },
      /names/,
    ],
    [
      "an index that names other files",
      { ...single, "model.safetensors.index.json": '{"weight_map":{"a":"config.json"}}' },
      /names/,
    ],
    [
      "an index that names nothing",
      { ...single, "model.safetensors.index.json": '{"weight_map":{}}' },
      /no \.safetensors/,
    ],
  ])("%s", async (_, files, message) => {
    await expect(idOf(files)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(message) as string,
    });
  });

  test.each(["config.json", "tokenizer_config.json", "model.safetensors.index.json", "chat_template.jinja"])(
    "a %s of 40 MB is not read",
    async (path) => {
      const folder = await folderWith(single);
      await sparseFile(join(folder, path), 40_000_000);
      await expect(identityOfFolder(folder)).rejects.toMatchObject({ code: "invalid_input" });
    },
  );

  test("thousands of files: counted, and refused where they are too many", async () => {
    const files = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`d${i % 10}/${i}`, ""]));
    const folder = await folderWith({ ...files, ...single });
    expect((await identityOfFolder(folder)).id).toBe(await idOf(single));
    const listed: HubFile[] = Array.from({ length: 12_000 }, (_, i) => ({
      path: `${i}.safetensors`,
      sizeBytes: 1,
      sha256: String(i).padStart(64, "0"),
    }));
    const identity = await identityOnHub(
      hubListing([
        ...listed,
        { path: "config.json", sizeBytes: 2, gitBlobSha1: "9e26dfeeb6e641a33dae4961196235bdb965b21b" },
      ]),
      "a/b",
      "main",
    );
    expect(identity.weights).toHaveLength(12_000);
  });

  test("a hub that sends something else than it lists, or more, or less", async () => {
    const weights = { path: "model.safetensors", sizeBytes: 1, sha256: "a".repeat(64) };
    for (const [sizeBytes, gitBlobSha1] of [
      [2, "a".repeat(40)],
      [3, "9e26dfeeb6e641a33dae4961196235bdb965b21b"],
      [1, "b".repeat(40)],
    ] as const) {
      const hub = hubListing([weights, { path: "config.json", sizeBytes, gitBlobSha1 }]);
      await expect(identityOnHub(hub, "a/b", "main")).rejects.toMatchObject({ code: "hash_mismatch" });
    }
  });

  test("names that no folder can hold are no part of a model", async () => {
    const weights = { path: "model.safetensors", sizeBytes: 1, sha256: "a".repeat(64) };
    const config = { path: "config.json", sizeBytes: 2, gitBlobSha1: "9e26dfeeb6e641a33dae4961196235bdb965b21b" };
    const odd = ["\ud800.tiktoken", "..\\x.tiktoken", "a\0.safetensors", ".safetensors"].map((path) => ({
      ...weights,
      path,
      sha256: "c".repeat(64),
    }));
    const plain = await identityOnHub(hubListing([weights, config]), "a/b", "main");
    expect(await identityOnHub(hubListing([weights, config, ...odd]), "a/b", "main")).toEqual(plain);
  });
});

/** A hub that lists these files, all of whose content is `{}`. */
function hubListing(files: readonly HubFile[]): ModelHub {
  const revision = "0".repeat(40);
  return {
    ...({} as ModelHub),
    describe: () => Promise.resolve({ repo: "a/b", revision, private: false, gated: false, files }),
    // eslint-disable-next-line @typescript-eslint/require-await
    async *read() {
      yield Buffer.from("{}");
    },
  };
}

describe("identityOnHub", () => {
  test("behavior: the same as the folder's, on both hubs, for whatever files; weights are not fetched", async () => {
    const server = await startLoopbackHub({ lfsFromBytes: 300 });
    const hubs: ModelHub[] = [
      new HuggingFaceHub({ endpoint: server.url, token: "hf_miner" }),
      new FolderHub({ folder: await folderWith({}), account: "miner" }),
    ];
    const names = fc.constantFrom(
      "config.json",
      "generation_config.json",
      "tokenizer_config.json",
      "special_tokens_map.json",
      "added_tokens.json",
      "tokenizer.json",
      "tokenizer.model",
      "merges.txt",
      "vocab.json",
      "a.tiktoken",
      "chat_template.jinja",
      "chat_template.json",
      "1.safetensors",
      "2.safetensors",
      "sub/config.json",
      "README.md",
      "x.py",
    );
    const contents = fc.oneof(
      fc.json(),
      fc
        .record({ chat_template: fc.oneof(fc.string(), fc.json()), _name_or_path: fc.string() })
        .map((v) => JSON.stringify(v)),
      fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom("", "{}", " { } ", "NaN", '{"__proto__": {"chat_template": "x"}}'),
    );
    let round = 0;
    try {
      await fc.assert(
        fc.asyncProperty(fc.dictionary(names, contents, { noNullPrototype: true }), async (some) => {
          const folder = await folderWith({ "config.json": "{}", "model.safetensors": noise("p", 700), ...some });
          const expected = await identityOfFolder(folder);
          round += 1;
          for (const hub of hubs) {
            const repo = `miner/affine-${round}`;
            await hub.createPrivate(repo);
            const { revision } = await hub.commit(repo, await localFiles(folder), { title: "x" });
            expect(await identityOnHub(hub, repo, revision)).toEqual(expected);
          }
          await rm(folder, { recursive: true });
        }),
        { numRuns: process.env["AFFINE_TEST_TIER"] === "full" ? 100 : 10 },
      );
      expect(server.seen.filter(({ method, url }) => method === "GET" && url.includes("safetensors"))).toEqual([]);
    } finally {
      await server.close();
    }
  });

  test("behavior: copies of a folder are one model", async () => {
    const folder = await folderWith(single);
    const other = await folderWith({ "config.json": "{ }" });
    await copyFile(join(folder, "model.safetensors"), join(other, "weights.safetensors"));
    expect((await identityOfFolder(other)).id).toBe((await identityOfFolder(folder)).id);
  });
});
