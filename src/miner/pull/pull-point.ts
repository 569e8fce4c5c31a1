/** Places at which a pull can be killed. Tests kill a child at each of them; nothing else listens. */
export const PULL_POINTS = [
  "listing.read",
  "bytes.written",
  "state.saved",
  "file.fetched",
  "file.checked",
  "file.named",
  "all.named",
] as const;
export type PullPoint = (typeof PULL_POINTS)[number];

/** Called when a point is passed. */
export type OnPullPoint = (point: PullPoint) => void;
