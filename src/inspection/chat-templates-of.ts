import { parsedJson } from "./parsed-json.ts";
import type { ModelSource } from "./model-source.ts";

/** A tokenizer's configuration lists every special token: up to a few hundred kilobytes. */
const MAX_CONFIG_BYTES = 8 * 1_048_576;

/** A template and where it stands. */
export interface FoundTemplate {
  readonly where: string;
  readonly text: string;
}

/**
 * Every chat template of a model: all places that transformers, vLLM or SGLang read one from, since which of them
 * counts depends on the program and its version.
 *
 * @returns what is wrong, where one is no text
 */
export async function chatTemplatesOf(source: ModelSource, maxBytes: number): Promise<FoundTemplate[] | string> {
  const found: FoundTemplate[] = [];
  for (const { path } of source.files) {
    if (path !== "chat_template.jinja" && !/^additional_chat_templates\/[^/]+\.jinja$/.test(path)) continue;
    // One more byte than is admitted, so that its check can tell.
    const bytes = await source.read(path, Math.max(maxBytes * 4, 65_536));
    if (bytes !== undefined) found.push({ where: path, text: bytes.toString("utf8") });
  }
  for (const path of ["chat_template.json", "tokenizer_config.json", "processor_config.json"]) {
    const bytes = await source.read(path, MAX_CONFIG_BYTES);
    if (bytes === undefined) continue;
    const value = parsedJson(bytes);
    if (typeof value !== "object" || value === null) return `${path} is not a JSON object`;
    const { chat_template: template } = value as { chat_template?: unknown };
    if (template === undefined || template === null) continue;
    const texts = textsOf(template);
    if (texts === undefined) return `chat_template of ${path} is neither a text nor a list of named texts`;
    found.push(...texts.map((text) => ({ where: path, text })));
  }
  return found;
}

function textsOf(template: unknown): string[] | undefined {
  if (typeof template === "string") return [template];
  const entries: unknown[] | undefined = Array.isArray(template)
    ? template.map((entry: unknown) => (entry as { template?: unknown } | null)?.template)
    : typeof template === "object" && template !== null
      ? Object.values(template)
      : undefined;
  return entries?.every((entry) => typeof entry === "string") === true ? entries : undefined;
}
