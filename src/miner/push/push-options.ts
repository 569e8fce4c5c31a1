import type { Chain } from "../../chain/index.ts";
import type { ModelHub } from "../../hub/index.ts";
import type { AdmissionLimits } from "../../inspection/index.ts";
import type { InferenceHost } from "../../inference/host/index.ts";
import type { Progress } from "../../telemetry/index.ts";
import type { SigningKey } from "../../wallet/index.ts";
import type { DeploymentSize } from "./deployment-size.ts";
import type { OnPushPoint } from "./push-point.ts";

/** Where the model is that is pushed. */
export type PushSource =
  /** A folder of this machine, uploaded to a repository of its own, or to the one that is named. */
  | { readonly kind: "folder"; readonly dir: string; readonly repo?: string }
  /** A repository that holds it already. */
  | { readonly kind: "repository"; readonly repo: string; readonly revision?: string };

export interface CommitWaits {
  /** A transaction that was sent is in a block within so many, or never will be (its mortality). */
  readonly mortalBlocks: number;
  /** A reveal is late by so many blocks at most, while the chain waits for the beacon's round. */
  readonly revealSlackBlocks: number;
}

export interface PushOptions {
  readonly source: PushSource;
  readonly chain: Chain;
  readonly netuid: number;
  readonly key: SigningKey;
  readonly hub: ModelHub;
  readonly host: InferenceHost;
  /** What validators of this network admit. */
  readonly limits: AdmissionLimits;
  /** Data folder: what survives a kill is in its `push/`. */
  readonly home: string;
  /** Owner of the repository; the account itself when left out. */
  readonly owner?: string;
  /** Whether commitments may name an address, as on a localnet. */
  readonly allowEndpoints: boolean;
  /** Address that such a commitment names. */
  readonly endpoint?: string;
  /** Coldkey that a hotkey is registered with where that is free (a localnet); elsewhere it must be registered already. */
  readonly registerWith?: string;
  readonly size?: Partial<DeploymentSize>;
  /** Pays the host's fee for a first deployment. */
  readonly acceptFee?: boolean;
  readonly warmUpTimeoutMs: number;
  /** How long a commitment that was sent may take; the default is what Bittensor needs. */
  readonly commitWaits?: CommitWaits;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
  /** Told what is being done, one line each. */
  readonly tell?: (line: string) => void;
  readonly onPoint?: OnPushPoint;
}
