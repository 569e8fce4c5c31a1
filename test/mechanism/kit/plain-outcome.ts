/** What is compared. */
export interface PlainOutcome {
  state: string;
  reason?: string;
  rounds: number;
  excluded: string[];
  /** Every sum of the streams, J a stream: A0, M, then A_e, N_e, L_e of each environment. */
  crown: string[];
  /** G, Gm, then G_e, H_e. */
  futility: string[];
}
