import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Chain } from "../../chain/chain.ts";
import { AffineError } from "../../core/index.ts";
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
  /** Whether the records' address must be public: on every network but one's own. Default true. */
  readonly publicOnly?: boolean;
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
 * @throws AffineError `state_corrupt` for a log that was changed or lacks what the chain says was signed, `port_in_use`,
 * `config_invalid`
 */
export async function startSigner(options: SignerServiceOptions): Promise<SignerService> {
  const { key, chain, netuid, folder, version, log } = options;
  const path = auditLogPath(folder, netuid, key.address);
  const auditLog = await AuditLog.open(path);
  try {
    const checks = chainChecks(chain, netuid, key.address);
    const { publicOnly = true } = options;
    const signer = new KeyHolder({ key, chain, netuid, log: auditLog, checks, publicOnly });
    await settleIfReachable(signer, log);
    await auditLog.append({ kind: "start", address: key.address, netuid, version });
    const health = async (): Promise<string | undefined> => {
      await auditLog.retry();
      return (await auditLog.lost()) ?? signer.problem ?? (await noSpace(path));
    };
    const app = createSignerApp({
      signer,
      health,
      identity: { address: key.address, netuid, version },
      metrics: new SignerMetrics(auditLog, health),
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

/** A signer starts while its chain is away, and then looks before it signs the first header. */
async function settleIfReachable(signer: KeyHolder, log: Logger): Promise<void> {
  try {
    await signer.settle();
  } catch (error) {
    if (!AffineError.isInstance(error) || error.code === "state_corrupt") throw error;
    log.warn({ err: error }, "the audit log was not compared with the chain yet: no header is signed until it is");
  }
}

/** Bytes that the next entries take. */
const LEAST_BYTES = 65_536;

/** Why the next entry will not fit on the disk, if it will not. */
async function noSpace(path: string): Promise<string | undefined> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize >= LEAST_BYTES ? undefined : `the disk of ${path} is full`;
}
