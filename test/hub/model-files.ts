import { createHash } from "node:crypto";
import { mkdir, mkdtemp, open, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { scanModelFolder, sha256OfFile, type LocalFile } from "../../src/hub/index.ts";

/** A new folder with files in it. */
export async function folderWith(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "affine-model-"));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** Bytes that look random, the same for the same seed. */
export function noise(seed: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let block = 0; block * 32 < length; block += 1) {
    blocks.push(createHash("sha256").update(`${seed} ${block}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** A small model: two shards with an index, configuration, tokenizer, template. */
export function smallModel(seed: string, shardBytes = 50_000): Record<string, string | Buffer> {
  const names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];
  return {
    "config.json": JSON.stringify({ architectures: ["LlamaForCausalLM"], hidden_size: 8, rms_norm_eps: 1e-6 }, null, 2),
    "generation_config.json": JSON.stringify({ eos_token_id: 2, transformers_version: "4.50.0" }),
    "model.safetensors.index.json": JSON.stringify({ metadata: {}, weight_map: { a: names[0], b: names[1] } }),
    [names[0]!]: noise(`${seed} 1`, shardBytes),
    [names[1]!]: noise(`${seed} 2`, shardBytes),
    "tokenizer.json": JSON.stringify({ model: { vocab: { a: 0, b: 1 } } }),
    "tokenizer_config.json": JSON.stringify({ chat_template: "{{ messages }}", model_max_length: 1e30 }),
    "README.md": "# A model\n",
    "notes/training log.txt": "lr 1e-5\n",
  };
}

/** A folder's files as a commit takes them. */
export async function localFiles(folder: string): Promise<LocalFile[]> {
  const { files } = await scanModelFolder(folder);
  return Promise.all(
    files.map(async ({ path, file, sizeBytes }) => ({ path, file, sizeBytes, sha256: await sha256OfFile(file) })),
  );
}

/** A file of zeros that takes no room on disk. */
export async function sparseFile(path: string, sizeBytes: number): Promise<void> {
  const file = await open(path, "w");
  await file.truncate(sizeBytes);
  await file.close();
}

export async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** All files below a folder, path to content. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const { files } = await scanModelFolder(folder);
  const entries = await Promise.all(
    files.map(async ({ path, file }) => [path, (await readFile(file)).toString("base64")] as const),
  );
  return Object.fromEntries(entries);
}
