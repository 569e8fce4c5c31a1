/** What the doors hold at most. Beyond each of these a client is refused with words, and nothing is judged by halves. */
export interface DoorLimits {
  /** Sessions at once: WebSockets of OpenEnv and sessions of ORS together. */
  readonly sessions: number;
  /** Bytes of one request body. */
  readonly bodyBytes: number;
  /** Bytes of all bodies and frames that are being read or judged. */
  readonly heldBytes: number;
  /** Bytes of one WebSocket frame: as many as a body's, so that no door takes an answer that another refuses. */
  readonly frameBytes: number;
  /** Items of one batch, of questions or of answers. */
  readonly batchItems: number;
  /** Questions and answers that wait for their turn, over all clients. */
  readonly queued: number;
  /** Answers judged at once: those that wait for the sandbox keep nobody else waiting. */
  readonly judgedAtOnce: number;
  /** Frames of a socket that wait for the one before; further ones stay in the network until it is answered. */
  readonly framesAhead: number;
  /** A client that takes no byte of its answer for so long is cut off. */
  readonly stalledMs: number;
  /** A WebSocket without a frame is closed after so long; models think for minutes. */
  readonly idleMs: number;
  /** A session of ORS without a call or a ping ends after so long, as its protocol says. */
  readonly pingMs: number;
  /** What is under way when the server is told to stop has so long to end. */
  readonly closeMs: number;
  readonly connections: number;
}

export const DOOR_LIMITS: DoorLimits = {
  sessions: 1_000,
  bodyBytes: 32 * 1024 * 1024,
  heldBytes: 256 * 1024 * 1024,
  frameBytes: 32 * 1024 * 1024,
  batchItems: 1_024,
  queued: 16_384,
  judgedAtOnce: 16,
  framesAhead: 16,
  stalledMs: 60_000,
  idleMs: 3_600_000,
  pingMs: 900_000,
  closeMs: 10_000,
  connections: 4_096,
};
