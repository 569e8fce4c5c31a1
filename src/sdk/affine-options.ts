/** What {@link createAffine} takes; whatever is left out is found as the command line finds it. */
export interface AffineOptions {
  /**
   * `finney`, `test`, `local`, `embedded`, or an address: `wss://…`, `http://127.0.0.1:9933`. Default: what the settings
   * say, else a localnet that runs from the data folder, else `finney`.
   */
  readonly network?: string | undefined;
  /** Data folder: records, transcripts, a localnet's files. Default: as `af` has it. */
  readonly home?: string | undefined;
  /** Subnet number. Default: a running localnet's, else 120. */
  readonly netuid?: number | undefined;
  /** Folder in which `.env`, `affine.config.json` and `.affine` are looked for. Default: the current one. */
  readonly cwd?: string | undefined;
  /** Variables instead of the process's. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}
