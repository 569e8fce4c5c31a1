export { InProcessSigner } from "./in-process-signer.ts";
export type { Signer, WeightIntent } from "./signer.ts";
