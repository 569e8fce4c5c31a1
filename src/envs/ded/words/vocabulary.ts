/** What inputs are about. */
export interface Theme {
  readonly item: string;
  readonly items: string;
  readonly fields: readonly string[];
}

/** One word each, none of them a name that programs use. */
export const THEMES: readonly Theme[] = [
  { item: "parcel", items: "parcels", fields: ["weight", "width", "postage", "shelf"] },
  { item: "train", items: "trains", fields: ["delay", "track", "crew", "mileage"] },
  { item: "house", items: "houses", fields: ["rent", "height", "garden", "storey"] },
  { item: "song", items: "songs", fields: ["tempo", "loudness", "duration", "chart"] },
  { item: "ship", items: "ships", fields: ["cargo", "draught", "berth", "tonnage"] },
  { item: "letter", items: "letters", fields: ["stamp", "zone", "thickness", "queue"] },
  { item: "worker", items: "workers", fields: ["wage", "shift", "experience", "team"] },
  { item: "tree", items: "trees", fields: ["girth", "age", "crown", "harvest"] },
  { item: "message", items: "messages", fields: ["size", "channel", "priority", "latency"] },
  { item: "player", items: "players", fields: ["points", "level", "stamina", "guild"] },
  { item: "meter", items: "meters", fields: ["reading", "voltage", "district", "load"] },
  { item: "book", items: "books", fields: ["pages", "price", "edition", "loans"] },
];

/** Names of quantities that follow from others. */
export const QUANTITY_NAMES: readonly string[] = [
  "strain",
  "merit",
  "grade",
  "charge",
  "tension",
  "worth",
  "pitch",
  "thrust",
  "drift",
  "toll",
  "surge",
  "slack",
  "trend",
  "flux",
  "stake",
  "score",
  "bias",
  "credit",
  "burden",
  "rating",
  "appeal",
  "friction",
  "reserve",
  "margin",
];

/** Names of marks. */
export const MARK_NAMES: readonly string[] = [
  "bright",
  "calm",
  "loose",
  "plain",
  "rough",
  "sharp",
  "solid",
  "tame",
  "vivid",
  "brisk",
  "quiet",
  "stern",
];

/** Names of parameters; n is the number of items. */
export const PARAMETER_NAMES: readonly string[] = ["K", "L", "B", "D", "T", "W"];

/** What is printed where there is no answer. */
export const NONE_WORDS: readonly string[] = ["none", "-1", "impossible", "nothing"];

/** What is to be printed, as a statement says it: "print nothing" would as well say that there is to be no output. */
export function printed(what: string): string {
  return /^[a-z]+$/.test(what) ? `the word "${what}"` : what;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
