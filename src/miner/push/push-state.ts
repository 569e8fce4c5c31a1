import { join } from "node:path";
import { z } from "zod";
import { taggedHash } from "../../core/index.ts";
import { JsonFile } from "../../io/index.ts";
import { PUSH_LIMITS } from "./push-limits.ts";

const commitIntentSchema = z.strictObject({
  /** What was sent, or was about to be. */
  text: z.string(),
  /** Head before it was sent. */
  sentAtBlock: z.int().nonnegative(),
  /** Block that included it; absent while nobody has said. */
  block: z.int().nonnegative().optional(),
  /** From this block on it has not been revealed and never will be. */
  giveUpBlock: z.int().nonnegative(),
});
export type CommitIntent = z.infer<typeof commitIntentSchema>;

const pushStateSchema = z.strictObject({
  v: z.literal(1),
  hotkey: z.string(),
  identity: z.string(),
  repo: z.string(),
  /** Commit of the repository that holds the whole model: the one that is committed on chain. */
  revision: z.string().optional(),
  commit: commitIntentSchema.optional(),
});
/**
 * How far a push has come, as far as chain, hub and host do not show it themselves: which revision is meant, and a
 * commitment that was sent and cannot be read yet.
 */
export type PushState = z.infer<typeof pushStateSchema>;

/** What a push is about; another of these is another push. */
export interface PushSubject {
  /** Genesis hash of the chain: a new localnet knows nothing of the old one's pushes. */
  readonly genesis: string;
  readonly netuid: number;
  readonly hotkey: string;
  readonly identity: string;
  readonly repo: string;
}

/** The state file of a push: `<data folder>/push/<hotkey>-<key>.json`. */
export class PushStateFile {
  readonly #file: JsonFile<PushState>;
  readonly #subject: PushSubject;
  #state: PushState | undefined;

  constructor(home: string, subject: PushSubject) {
    const { genesis, netuid, hotkey, identity, repo } = subject;
    const key = Buffer.from(taggedHash("affine/push", genesis, netuid, hotkey, identity, repo))
      .toString("hex")
      .slice(0, 16);
    this.#file = new JsonFile(join(pushFolder(home), `${hotkey}-${key}.json`), pushStateSchema, PUSH_LIMITS);
    this.#subject = subject;
  }

  get path(): string {
    return this.#file.path;
  }

  /** @throws AffineError `state_version`, `state_corrupt` */
  async read(): Promise<PushState> {
    const { hotkey, identity, repo } = this.#subject;
    this.#state ??= (await this.#file.read()) ?? { v: 1, hotkey, identity, repo };
    return this.#state;
  }

  /** Durable when resolved. A field that is set to `undefined` is taken out. */
  async change(change: Partial<Pick<PushState, "revision">> & { commit?: CommitIntent | undefined }): Promise<void> {
    const { commit, ...rest } = { ...(await this.read()), ...change };
    this.#state = { ...rest, ...(commit === undefined ? {} : { commit }) };
    await this.#file.write(this.#state);
  }
}

export function pushFolder(home: string): string {
  return join(home, "push");
}
