import { z } from "zod";
import { AffineError, canonicalJson, sha256Hex } from "../../core/index.ts";
import { printable } from "../../io/index.ts";
import { repoPathFault } from "../repo-path.ts";
import { canonicalConfig, canonicalText } from "./canonical-config.ts";
import { CONFIG_FILES, isTokenizerFile, TEMPLATE_FILES, WEIGHTS_INDEX, WEIGHTS_SUFFIX } from "./identity-files.ts";
import { contentOf, digestOf, type SourceFile } from "./identity-source.ts";

/** What a model is, whoever publishes it and under whatever name. */
export interface ModelIdentity {
  /** SHA-256 over everything below, 64 hexadecimal digits: what a commitment carries. */
  readonly id: string;
  /** Weight files, ordered by path. */
  readonly weights: readonly { readonly path: string; readonly sha256: string; readonly sizeBytes: number }[];
  /** Configuration files to the SHA-256 of their canonical text. */
  readonly config: Readonly<Record<string, string>>;
  /** Tokenizer files to the SHA-256 of their bytes or canonical text. */
  readonly tokenizer: Readonly<Record<string, string>>;
  /** SHA-256 of the chat template's canonical text; `null` without one. */
  readonly chatTemplate: string | null;
}

/** Longest configuration file; the largest in use have about a megabyte. */
const MAX_CONFIG_BYTES = 8 * 1_048_576;

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/**
 * The identity of a model (02, Admission): a hash over the sorted SHA-256 of its weight files, names ignored and
 * repetitions counted once, and of its configuration, tokenizer and chat template. The exact rules are in
 * docs/model-hub.md, their reasons in docs/decisions/0007-content-identity.md.
 *
 * @throws AffineError `invalid_input` when the files are no model: no weights, no config.json, an index that names
 * files which are not there, a configuration of unreasonable size.
 */
export async function modelIdentity(files: readonly SourceFile[]): Promise<ModelIdentity> {
  const root = new Map(files.filter(isInRoot).map((file) => [file.path, file]));
  if (!root.has("config.json")) throw noModel("has no config.json in its root");
  const weights: ModelIdentity["weights"][number][] = [];
  for (const file of await weightFiles(root)) {
    weights.push({ path: file.path, sha256: await digestOf(file), sizeBytes: file.sizeBytes });
  }
  const parts = { config: {} as Record<string, string>, tokenizer: {} as Record<string, string> };
  for (const [path, file] of [...root].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const rule = Object.hasOwn(CONFIG_FILES, path) ? CONFIG_FILES[path] : undefined;
    if (rule !== undefined) {
      const bytes = await contentOf(file, MAX_CONFIG_BYTES);
      const canonical = canonicalConfig(bytes, rule.cosmetic, rule.everywhere);
      // A file that says nothing is as good as none.
      if (canonical?.text !== "{}") parts[rule.part][path] = sha256Hex(canonical?.text ?? bytes);
    } else if (isTokenizerFile(path)) parts.tokenizer[path] = await digestOf(file);
  }
  const chatTemplate = await templateHash(root);
  const document = {
    affine_model_identity: 1,
    weights: [...new Set(weights.map(({ sha256 }) => sha256))].sort(),
    ...parts,
    chat_template: chatTemplate,
  };
  return { id: sha256Hex(canonicalJson(document)), weights, ...parts, chatTemplate };
}

/** Hidden files are no part of a model, and a name that cannot lie in a folder cannot be loaded from one. */
function isInRoot({ path }: SourceFile): boolean {
  return !path.includes("/") && !path.startsWith(".") && repoPathFault(path) === undefined;
}

/** The files that a server would load weights from, ordered by path. */
async function weightFiles(root: ReadonlyMap<string, SourceFile>): Promise<SourceFile[]> {
  const index = root.get(WEIGHTS_INDEX);
  const names = index === undefined ? undefined : await namesOf(index);
  const found = [...root.values()].filter(({ path }) => path.endsWith(WEIGHTS_SUFFIX) && names?.has(path) !== false);
  for (const name of names ?? []) {
    if (!root.has(name) || !name.endsWith(WEIGHTS_SUFFIX)) {
      throw noModel(`has an index that names ${JSON.stringify(printable(name))}, and no such weight file`);
    }
  }
  if (found.length === 0) throw noModel("has no .safetensors file in its root");
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function namesOf(index: SourceFile): Promise<Set<string>> {
  const bytes = await contentOf(index);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw noModel(`has an index that is not JSON: ${WEIGHTS_INDEX}`);
  }
  const parsed = indexSchema.safeParse(value);
  if (parsed.success) return new Set(Object.values(parsed.data.weight_map));
  throw noModel(`has an index without a weight_map of names: ${WEIGHTS_INDEX}`);
}

/** The template that counts, from its own file or out of tokenizer_config.json: moving it changes nothing. */
async function templateHash(root: ReadonlyMap<string, SourceFile>): Promise<string | null> {
  for (const path of TEMPLATE_FILES) {
    const file = root.get(path);
    if (file === undefined) continue;
    const bytes = await contentOf(file, MAX_CONFIG_BYTES);
    if (path.endsWith(".jinja")) return hashOfText(decoded(bytes), bytes);
    const template = fieldOf(bytes);
    return template === undefined ? sha256Hex(bytes) : hashOfText(template, bytes);
  }
  const config = root.get("tokenizer_config.json");
  if (config === undefined) return null;
  const bytes = await contentOf(config, MAX_CONFIG_BYTES);
  const template = fieldOf(bytes);
  return template === undefined || template === null ? null : hashOfText(template, bytes);
}

function fieldOf(bytes: Uint8Array): unknown {
  const { value } = canonicalConfig(bytes, new Set(), false) ?? {};
  return typeof value === "object" && value !== null ? (value as { chat_template?: unknown }).chat_template : undefined;
}

function hashOfText(template: unknown, bytes: Uint8Array): string {
  const text = template === undefined ? undefined : canonicalText(template);
  return sha256Hex(text ?? bytes);
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function noModel(what: string): AffineError {
  return new AffineError("invalid_input", `The model ${what}.`, {
    hint: "Save it with save_pretrained(…, safe_serialization=True): config.json and .safetensors files side by side.",
  });
}
