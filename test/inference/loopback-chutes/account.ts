import { nameUuid } from "../../../src/inference/host/index.ts";

/** An account of the loopback Chutes. */
export interface Account {
  readonly username: string;
  readonly apiKey: string;
  /** ss58 address whose signature stands for the account. */
  readonly hotkey: string;
  balanceUsd: number;
  /** May deploy anything. */
  developer: boolean;
  /** Its hotkey is registered on Affine's subnet: may deploy what is named `…/affine…`. */
  registered: boolean;
}

export interface StoredChute {
  readonly id: string;
  readonly owner: Account;
  readonly name: string;
  readonly slug: string;
  version: string;
  revision: string;
  code: string;
  instances: number;
}

export function chuteIdOf(account: Account, name: string): string {
  return nameUuid(`${account.username}::chute::${name}`);
}

/** What the real API shows of a chute, as far as anybody here reads it. */
export function documentOf(chute: StoredChute): Record<string, unknown> {
  return {
    chute_id: chute.id,
    name: chute.name,
    tagline: "",
    readme: "",
    public: false,
    version: chute.version,
    slug: chute.slug,
    standard_template: "vllm",
    revision: chute.revision,
    instances: Array.from({ length: chute.instances }, (_, index) => ({
      instance_id: nameUuid(`instance ${index} of ${chute.id}`),
      region: "n/a",
      active: true,
      verified: true,
    })),
    hot: chute.instances > 0,
  };
}
