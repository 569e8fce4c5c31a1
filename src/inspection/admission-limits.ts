import { z } from "zod";

export const admissionLimitsSchema = z.strictObject({
  /** Bytes of all files of a repository. */
  maxModelBytes: z.int().positive(),
  maxFiles: z.int().positive(),
  /** `architectures` of `config.json`: what the engines load without a model's own code. */
  architectures: z.array(z.string().min(1)).min(1),
  maxChatTemplateBytes: z.int().positive(),
});
/** How large and of which kind a model may be; all validators of a network use the same. */
export type AdmissionLimits = z.infer<typeof admissionLimitsSchema>;

/** Text models that vLLM and SGLang both serve from their own code (their lists of supported models, end of 2025). */
const ARCHITECTURES = [
  "DeepseekV2ForCausalLM",
  "DeepseekV3ForCausalLM",
  "Ernie4_5_MoeForCausalLM",
  "Gemma2ForCausalLM",
  "Gemma3ForCausalLM",
  "Glm4ForCausalLM",
  "Glm4MoeForCausalLM",
  "GptOssForCausalLM",
  "GraniteForCausalLM",
  "LlamaForCausalLM",
  "MistralForCausalLM",
  "MixtralForCausalLM",
  "Olmo2ForCausalLM",
  "Phi3ForCausalLM",
  "Qwen2ForCausalLM",
  "Qwen2MoeForCausalLM",
  "Qwen3ForCausalLM",
  "Qwen3MoeForCausalLM",
  "Qwen3NextForCausalLM",
];

export const DEFAULT_ADMISSION_LIMITS: AdmissionLimits = {
  // 72 billion parameters of two bytes, and the rest.
  maxModelBytes: 160_000_000_000,
  maxFiles: 400,
  architectures: ARCHITECTURES,
  // The longest template of a family in use has 17 KB.
  maxChatTemplateBytes: 32_768,
};
