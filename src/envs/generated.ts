import type { Message } from "../core/index.ts";

/** What a generator makes of (params, seed). */
export interface Generated<Secret> {
  readonly prompt: string;
  readonly messages: readonly Message[];
  readonly secret: Secret;
}
