import { randomBytes } from "node:crypto";
import { readdir, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { sha256Hex } from "../core/index.ts";
import { processIsAlive } from "../io/index.ts";
import { wasFirst } from "./spool-files.ts";

/** Names a process that shares a spool: `host-pid-nonce`. The host part tells containers with equal pids apart. */
const OWNER = /^([0-9a-f]{8})-(\d+)-([0-9a-f]{8})$/;
const host = sha256Hex(hostname()).slice(0, 8);

/**
 * One process's presence in a spool: a file whose modification time is its heartbeat. Who stops beating for a lease,
 * or whose process is gone, has lost its claims. Who was only asleep comes back under another name.
 */
export class SpoolOwner {
  readonly #folder: string;
  readonly #leaseMs: number;
  readonly #onLost: () => void;
  #id = newId();
  #return: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(folder: string, leaseMs: number, onLost: () => void) {
    this.#folder = folder;
    this.#leaseMs = leaseMs;
    this.#onLost = onLost;
  }

  /**
   * @param onFailure told when a heartbeat could not be written.
   * @param onLost told when others took the process for dead: what it holds under its old name is theirs.
   */
  static async enter(
    folder: string,
    leaseMs: number,
    { onFailure, onLost }: { onFailure: (error: unknown) => void; onLost: () => void },
  ): Promise<SpoolOwner> {
    const owner = new SpoolOwner(folder, leaseMs, onLost);
    await writeFile(join(folder, owner.id), "");
    owner.#timer = setInterval(() => void owner.beat().catch(onFailure), leaseMs / 4);
    owner.#timer.unref();
    return owner;
  }

  get id(): string {
    return this.#id;
  }

  /** Begins the lease anew, under another name where it has run out and others saw it. */
  async beat(): Promise<void> {
    const now = new Date();
    const { id } = this;
    if (await wasFirst(utimes(join(this.#folder, id), now, now))) return;
    if (id === this.#id) this.#return ??= this.#comeBack().finally(() => (this.#return = undefined));
    await this.#return;
  }

  /** The old name is not taken again: those who saw it dead may still be at work on its claims. */
  async #comeBack(): Promise<void> {
    const id = newId();
    await writeFile(join(this.#folder, id), "");
    this.#id = id;
    this.#onLost();
  }

  /** Those among the owners named who cannot be working any more; also forgets their files. */
  async dead(owners: Iterable<string>): Promise<Set<string>> {
    const dead = new Set<string>();
    for (const id of new Set([...owners, ...(await readdir(this.#folder))])) {
      if (id === this.id || (await this.#lives(id))) continue;
      dead.add(id);
      await wasFirst(unlink(join(this.#folder, id)));
    }
    return dead;
  }

  async #lives(id: string): Promise<boolean> {
    const parts = OWNER.exec(id);
    if (parts === null) return false;
    if (parts[1] === host && !processIsAlive(Number(parts[2]))) return false;
    let modifiedMs = 0;
    const found = await wasFirst(stat(join(this.#folder, id)).then(({ mtimeMs }) => (modifiedMs = mtimeMs)));
    return found && Date.now() - modifiedMs < this.#leaseMs;
  }

  async leave(): Promise<void> {
    clearInterval(this.#timer);
    await this.#return;
    await wasFirst(unlink(join(this.#folder, this.id)));
  }
}

function newId(): string {
  return `${host}-${process.pid}-${randomBytes(4).toString("hex")}`;
}
