import { AffineError } from "../core/index.ts";
import type { CommitmentFault } from "../roster/commitment.ts";
import type { AdmissionLimits } from "./admission-limits.ts";
import { chatTemplateFault } from "./chat-template/check-chat-template.ts";
import { chatTemplatesOf } from "./chat-templates-of.ts";
import { admissionFault } from "./fault.ts";
import type { ModelSource } from "./model-source.ts";
import { parsedJson } from "./parsed-json.ts";
import { weightsFault } from "./weights-fault.ts";

/** What was found out about a model's files. */
export interface ModelFacts {
  readonly architecture: string;
  readonly modelBytes: number;
  readonly chatTemplates: number;
}

const MAX_CONFIG_BYTES = 1_048_576;
/** Programs, and weights that are programs: pickles run code when they are loaded, and no identity covers them. */
const CODE = /\.(py|pyc|so|dll|bin|pt|pth|ckpt|pkl|pickle|joblib|npy|npz|h5)$/i;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** Fields of `config.json` that make an engine load something besides this repository's weights. */
const LOADING_FIELDS = ["auto_map", "speculators_config", "trust_remote_code"];

/**
 * Looks at a model's files as validators do: size, kind, code, chat template. The same for a repository and a folder.
 *
 * @throws AffineError what reading the source throws, except for files that are too large
 */
export async function inspectModel(
  source: ModelSource,
  limits: AdmissionLimits,
): Promise<{ readonly facts: ModelFacts; readonly fault?: undefined } | { readonly fault: CommitmentFault }> {
  try {
    const { files } = source;
    const modelBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    if (files.length > limits.maxFiles) {
      return refused("too_large", `the repository has ${files.length} files, at most ${limits.maxFiles} are admitted`);
    }
    if (modelBytes > limits.maxModelBytes) {
      return refused(
        "too_large",
        `the model has ${gigabytes(modelBytes)}, at most ${gigabytes(limits.maxModelBytes)} are admitted`,
      );
    }
    const code = files.find(({ path }) => CODE.test(path));
    if (code !== undefined) {
      return refused(
        "model_code",
        `${code.path} is a program or holds pickled objects; only .safetensors and configuration are admitted`,
      );
    }
    const weights = await weightsFault(source);
    if (weights !== undefined) return refused("not_a_model", weights);
    const architecture = await architectureOf(source, limits);
    if (typeof architecture !== "string") return architecture;
    const templates = await chatTemplatesOf(source, limits.maxChatTemplateBytes);
    if (typeof templates === "string") return refused("chat_template", templates);
    if (templates.length === 0)
      return refused("chat_template", "there is no chat template, so no engine can be asked in chat");
    for (const { where, text } of templates) {
      const fault = chatTemplateFault(text, limits.maxChatTemplateBytes);
      if (fault !== undefined) return refused("chat_template", `${where}: ${fault}`);
    }
    return { facts: { architecture, modelBytes, chatTemplates: templates.length } };
  } catch (thrown) {
    if (!AffineError.isInstance(thrown) || thrown.code !== "invalid_input") throw thrown;
    return refused("not_a_model", thrown.message);
  }
}

async function architectureOf(
  source: ModelSource,
  limits: AdmissionLimits,
): Promise<string | { readonly fault: CommitmentFault }> {
  const bytes = await source.read("config.json", MAX_CONFIG_BYTES);
  if (bytes?.subarray(0, 3).equals(BYTE_ORDER_MARK) === true) {
    return refused(
      "not_a_model",
      "config.json begins with a byte order mark, with which no engine reads it: save it as plain UTF-8",
    );
  }
  const config = bytes === undefined ? undefined : parsedJson(bytes);
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    return refused("not_a_model", "config.json is missing, or not a JSON object");
  }
  const field = LOADING_FIELDS.find((name) => Object.hasOwn(config, name));
  if (field !== undefined)
    return refused("model_code", `config.json has ${field}: code or weights from elsewhere are not loaded`);
  const { architectures } = config as { architectures?: unknown };
  const [architecture, ...more] = Array.isArray(architectures) ? (architectures as unknown[]) : [];
  if (typeof architecture !== "string" || more.length > 0) {
    return refused("architecture", "config.json must name exactly one architecture");
  }
  if (limits.architectures.includes(architecture)) return architecture;
  return refused("architecture", `the architecture ${architecture} is not among those admitted`);
}

function refused(...of: Parameters<typeof admissionFault>): { readonly fault: CommitmentFault } {
  return { fault: admissionFault(...of) };
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
