/** Places at which a push can be killed. Tests kill a child at each of them; nothing else listens. */
export const PUSH_POINTS = [
  "model.hashed",
  "plan.made",
  "registered",
  "repository.created",
  "group.committed",
  "model.uploaded",
  "identity.checked",
  "commit.intended",
  "commit.sent",
  "commit.noted",
  "reveal.read",
  "repository.published",
  "model.deployed",
  "model.hot",
] as const;
export type PushPoint = (typeof PUSH_POINTS)[number];

/** Called when a point is passed. */
export type OnPushPoint = (point: PushPoint) => void;
