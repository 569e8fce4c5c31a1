import { expect, test } from "vitest";
import type { ModelSource } from "./model-source.ts";
import { weightsFault } from "./weights-fault.ts";

function source(files: Readonly<Record<string, Buffer>>): ModelSource {
  return {
    files: Object.entries(files).map(([path, bytes]) => ({ path, sizeBytes: bytes.length })),
    read: (path) => Promise.resolve(files[path]),
  };
}

function safetensors(header: object, dataBytes: number): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(dataBytes)]);
}

const tensor = { w: { dtype: "F32", shape: [4], data_offsets: [0, 16] } };

test("default: sound weights, and large ones that an engine looks at", async () => {
  const files = { "model.safetensors": safetensors(tensor, 16), "none.safetensors": safetensors({}, 0) };
  expect(
    await weightsFault(
      source({
        ...files,
        "large.safetensors": Buffer.alloc(1_048_577),
        "odd.safetensors": Buffer.from("noise without a header"),
      }),
    ),
  ).toBeUndefined();
});

test.each([
  ["nothing", Buffer.alloc(0), "is empty"],
  [
    "a pointer of Git LFS",
    Buffer.from("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n"),
    "is a pointer of Git LFS, not the weights: fetch them with git lfs pull",
  ],
  ["tensors that are cut off", safetensors(tensor, 15), "was cut off"],
])("error: %s", async (_, bytes, fault) => {
  expect(await weightsFault(source({ "model.safetensors": bytes }))).toContain(`model.safetensors ${fault}`);
});
