/**
 * Every place between two writes at which a process can die. Tests kill a child at each of them; nothing else listens.
 */
export const WRITE_POINTS = [
  "object.written",
  "object.synced",
  "object.linked",
  "object.durable",
  "lock.taken",
  "segment.created",
  "append.written",
  "append.synced",
  "transcript.stored",
  "seal.rotated",
  "seal.drafted",
  "seal.signed",
  "seal.stored",
  "seal.published",
  "seal.segment-dropped",
  "seal.done",
] as const;
export type WritePoint = (typeof WRITE_POINTS)[number];

/** Called when a write point is passed. */
export type OnWritePoint = (point: WritePoint) => void;
