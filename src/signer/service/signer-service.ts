import { join } from "node:path";
import type { Chain } from "../../chain/chain.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { SigningKey } from "../../wallet/signing-key.ts";
import type { SignerAddress } from "../address.ts";
import { chainChecks } from "../intent-checks.ts";
import { KeyHolder } from "../key-holder.ts";
import { AuditLog } from "../log/audit-log.ts";
import { listenSigner, type ListenAt } from "./listen-signer.ts";
import { createSignerApp } from "./signer-app.ts";
import { SignerMetrics } from "./signer-metrics.ts";

export interface SignerServiceOptions {
  readonly key: SigningKey;
  /** The signer's own connection: what the validator says about the chain counts for nothing. */
  readonly chain: Chain;
  readonly netuid: number;
  /** Folder of the audit log. */
  readonly folder: string;
  readonly at: ListenAt;
  readonly token?: string;
  readonly version: string;
  readonly log: Logger;
}

/** A signer that listens. */
export interface SignerService {
  readonly address: SignerAddress;
  readonly auditLog: string;
  close(): Promise<void>;
}

/** Where a hotkey's audit log is. */
export function auditLogPath(folder: string, netuid: number, hotkey: string): string {
  return join(folder, "signer", `${netuid}-${hotkey}.ndjson`);
}

/**
 * Opens the audit log and listens.
 *
 * @throws AffineError `state_corrupt` for a log that was changed, `port_in_use`, `config_invalid`
 */
export async function startSigner(options: SignerServiceOptions): Promise<SignerService> {
  const { key, chain, netuid, folder, version, log } = options;
  const path = auditLogPath(folder, netuid, key.address);
  const auditLog = await AuditLog.open(path);
  try {
    await auditLog.append({ kind: "start", address: key.address, netuid, version });
    const checks = chainChecks(chain, netuid, key.address);
    const app = createSignerApp({
      signer: new KeyHolder({ key, chain, netuid, log: auditLog, checks }),
      identity: { address: key.address, netuid, version },
      metrics: new SignerMetrics(auditLog),
      log,
      chain,
      ...(options.token === undefined ? {} : { token: options.token }),
    });
    const listening = await listenSigner(app, options.at);
    const close = async (): Promise<void> => {
      await listening.close();
      await auditLog.close();
    };
    return { address: listening.address, auditLog: path, close };
  } catch (error) {
    await auditLog.close();
    throw error;
  }
}
