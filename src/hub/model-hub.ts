/** A file of a model repository at one revision. */
export interface HubFile {
  /** Path inside the repository, `/` between folders. */
  readonly path: string;
  readonly sizeBytes: number;
  /** SHA-256 of the content, 64 hexadecimal characters: known for large files (LFS object id). */
  readonly sha256?: string;
  /** SHA-1 of the git blob, 40 hexadecimal characters: known for files that lie in git itself. */
  readonly gitBlobSha1?: string;
}

/** A repository at one revision. */
export interface ModelRevision {
  /** `owner/name`. */
  readonly repo: string;
  /** Full commit id, lower-case hexadecimal. */
  readonly revision: string;
  readonly private: boolean;
  /** Whether a reader must be granted access first. */
  readonly gated: boolean;
  /** Ordered by path. */
  readonly files: readonly HubFile[];
}

/** A file on this machine that goes into a commit. */
export interface LocalFile {
  /** Path inside the repository. */
  readonly path: string;
  /** Where it lies. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface Transfer {
  readonly signal?: AbortSignal;
  /** Told how many bytes have passed since the last call; negative when some must be sent again. */
  readonly onBytes?: (bytes: number) => void;
}

/** Which bytes of a file. */
export interface ByteRange {
  /** 0 when left out. */
  readonly startByte?: number;
  /** First byte that is not wanted; the file's end when left out. */
  readonly endByte?: number;
}

export interface CommitOptions extends Transfer {
  readonly title: string;
  /** Revision that the commit must follow; another head rejects with `hub_rejected`. */
  readonly parent?: string;
  /** Paths to take out; those that are not there are ignored. */
  readonly remove?: readonly string[];
}

/**
 * Where models lie. Adapters: `folder` (embedded: a folder of this machine) and Hugging Face.
 *
 * Methods reject with AffineError codes `not_found` (no such repository, revision or file), `credentials_missing` (the
 * repository is private or gated and no token was given), `credentials_invalid` (the token was refused),
 * `hub_rejected` (gated for this account, quota, name taken by somebody else, …), `hub_transport` (retry),
 * `invalid_input` (a name that is none) or `interrupted`.
 */
export interface ModelHub {
  readonly name: "folder" | "huggingface";
  /** Where it is, for messages: an address or a folder. */
  readonly location: string;
  /** Account of the token; `undefined` without one. */
  whoAmI(): Promise<string | undefined>;
  /** Owners under whose names the account can have repositories: itself and its organisations; none without an account. */
  writableOwners(): Promise<readonly string[]>;
  /** @param revision a commit id, branch or tag; the main branch when left out */
  describe(repo: string, revision?: string): Promise<ModelRevision>;
  /** Bytes of one file. A stream that ends early rejects with `hub_transport`. */
  read(repo: string, revision: string, path: string, options?: Transfer & ByteRange): AsyncIterable<Uint8Array>;
  /** Creates a private repository; one of one's own that exists already is left as it is. */
  createPrivate(repo: string): Promise<{ readonly created: boolean }>;
  /**
   * One commit on the main branch. Content the hub holds already is not sent again; a commit that would change nothing
   * resolves with the present head.
   *
   * @throws AffineError as above; `hash_mismatch` when a file is not what its `sha256` says.
   */
  commit(
    repo: string,
    files: readonly LocalFile[],
    options: CommitOptions,
  ): Promise<{
    readonly revision: string;
  }>;
  setVisibility(repo: string, visibility: "public" | "private"): Promise<void>;
}
