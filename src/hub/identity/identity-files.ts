/*
 * Which files of a repository make up a model, see docs/model-hub.md. All lie in the repository's root: that is where
 * vLLM, SGLang and transformers look.
 */

export const WEIGHTS_SUFFIX = ".safetensors";
/** Says which files hold the weights; files it does not name are not loaded. */
export const WEIGHTS_INDEX = "model.safetensors.index.json";

/** Fields of configurations that say where and by which program a file was written, and that no server reads. */
const WRITTEN_BY = [
  "_name_or_path",
  "name_or_path",
  "_commit_hash",
  "_from_model_config",
  "_attn_implementation_autoset",
  "transformers_version",
  "unsloth_version",
  "unsloth_fixed",
];
const LOCAL_PATHS = ["tokenizer_file", "special_tokens_map_file"];

export interface ConfigRule {
  readonly part: "config" | "tokenizer";
  readonly cosmetic: ReadonlySet<string>;
  /** Cosmetic at every depth: models of several parts repeat the fields for each part. */
  readonly everywhere: boolean;
}

/** Small JSON files that count by what they say. */
export const CONFIG_FILES: Readonly<Record<string, ConfigRule>> = {
  "config.json": { part: "config", cosmetic: new Set(WRITTEN_BY), everywhere: true },
  "generation_config.json": { part: "config", cosmetic: new Set(WRITTEN_BY), everywhere: false },
  "tokenizer_config.json": {
    part: "tokenizer",
    // The template counts by itself, wherever it stands.
    cosmetic: new Set([...WRITTEN_BY, ...LOCAL_PATHS, "chat_template"]),
    everywhere: false,
  },
  // Maps of tokens: any key may be a token.
  "special_tokens_map.json": { part: "tokenizer", cosmetic: new Set(), everywhere: false },
  "added_tokens.json": { part: "tokenizer", cosmetic: new Set(), everywhere: false },
};

/** Files of tokenizers that count by their bytes. */
const TOKENIZER_FILES = new Set([
  "tokenizer.json",
  "tokenizer.model",
  "tokenizer.model.v3",
  "vocab.json",
  "vocab.txt",
  "merges.txt",
  "spiece.model",
  "sentencepiece.bpe.model",
  "tekken.json",
]);

export function isTokenizerFile(path: string): boolean {
  return TOKENIZER_FILES.has(path) || (path.endsWith(".tiktoken") && !path.includes("/"));
}

/** Places of the chat template, the first that is there counts (transformers reads them in this order). */
export const TEMPLATE_FILES = ["chat_template.jinja", "chat_template.json"] as const;
