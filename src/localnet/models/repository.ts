import { faultsOf } from "../../core/index.ts";
import { z } from "zod";
import { type LocalModel, type LocalModelConfig, solverSchema } from "./model-config.ts";

/** `architectures` of a scripted model's `config.json`: only the embedded host can load it. */
export const SCRIPTED_ARCHITECTURE = "AffineScriptedForCausalLM";

/** The part of `config.json` that is the model: how it thinks. Edit it, and it is another model. */
const strengthSchema = z.strictObject({
  solver: solverSchema,
  flips_per_variable: z.int().min(0).max(1_000_000).default(0),
  mistake_thousandths: z.int().min(0).max(1000).default(0),
  think_ms: z.int().min(0).max(600_000).default(0),
  tokens_per_second: z.int().min(1).max(1_000_000).optional(),
});

const scriptedConfigSchema = z.looseObject({
  architectures: z.tuple([z.literal(SCRIPTED_ARCHITECTURE)]),
  affine_scripted: strengthSchema,
});

/** A file of a model's repository. */
export interface RepositoryFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** ChatML, which most open models speak. */
const CHAT_TEMPLATE = `{%- for message in messages %}
{{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<|im_start|>assistant\\n' }}
{%- endif %}
`;

/**
 * The repository of a scripted model: laid out as a real one, so that pull, push, identity and admission treat both
 * alike. Its weights are a valid safetensors file without tensors (a header of length 2, `{}`); what makes the model
 * is in `config.json`.
 */
export function scriptedRepository(model: LocalModelConfig): RepositoryFile[] {
  const config = {
    architectures: [SCRIPTED_ARCHITECTURE],
    model_type: "affine_scripted",
    max_position_embeddings: 32_768,
    affine_scripted: {
      solver: model.solver,
      flips_per_variable: model.flipsPerVariable ?? 0,
      mistake_thousandths: model.mistakeThousandths ?? 0,
      think_ms: model.thinkMs ?? 0,
      ...(model.tokensPerSecond === undefined ? {} : { tokens_per_second: model.tokensPerSecond }),
    },
  };
  const text = (path: string, content: string): RepositoryFile => ({ path, bytes: Buffer.from(content) });
  const json = (path: string, value: object): RepositoryFile => text(path, `${JSON.stringify(value, null, 2)}\n`);
  return [
    text("README.md", `# ${model.name}\n\nA scripted model of Affine's localnet: see docs/mining.md.\n`),
    text("chat_template.jinja", CHAT_TEMPLATE),
    json("config.json", config),
    { path: "model.safetensors", bytes: Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d]) },
    json("tokenizer_config.json", { tokenizer_class: "AffineScriptedTokenizer", eos_token: "<|im_end|>" }),
  ];
}

/**
 * The model that a repository's `config.json` describes, or why it describes none.
 *
 * @param text content of `config.json`
 */
export function readScriptedConfig(
  text: string,
  of: { readonly name: string; readonly revision: string },
): { readonly model: LocalModel; readonly fault?: undefined } | { readonly fault: string; readonly model?: undefined } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return { fault: `config.json is not JSON: ${thrown.message}` };
  }
  const parsed = scriptedConfigSchema.safeParse(value);
  if (!parsed.success) return { fault: `config.json describes no scripted model: ${faultsOf(parsed.error, value)}` };
  const { solver, flips_per_variable, mistake_thousandths, think_ms, tokens_per_second } = parsed.data.affine_scripted;
  return {
    model: {
      name: of.name,
      revision: of.revision,
      solver,
      flipsPerVariable: flips_per_variable,
      mistakeThousandths: mistake_thousandths,
      thinkMs: think_ms,
      ...(tokens_per_second === undefined ? {} : { tokensPerSecond: tokens_per_second }),
    },
  };
}
