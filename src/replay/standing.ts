/** Why somebody who committed a model is not in the contest at the moment, or that it is. */
export interface Standing {
  readonly uid: number;
  readonly hotkey: string;
  readonly model: string | null;
  readonly revision: string | null;
  readonly state: "champion" | "contends" | "waits" | "refused";
  /** `admitted`, or the code of what keeps it out: of the commitment, of a finding, or of the contest. */
  readonly reason: string;
  readonly detail: string;
}
