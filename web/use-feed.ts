import { useEffect, useState } from "preact/hooks";
import type { ArenaEvent } from "../src/arena/event-schema.ts";
import type { Snapshot } from "../src/serve/v1/snapshot-schema.ts";
import { ask } from "./ask.ts";

const POLL_MS = 1_000;
/** A stream that is broken for so long is helped out by asking. */
const PATIENCE_MS = 4_000;
const KEPT_EVENTS = 50;

export interface Feed {
  /** The last answer; stays while later ones fail. */
  readonly snapshot: Snapshot | undefined;
  /** What happened since the page was opened, newest first. */
  readonly events: readonly ArenaEvent[];
  /** Milliseconds since the validator last looked at the chain, growing while nothing new arrives. */
  readonly ageMs: number;
  /** Why there is no news; undefined when there is. */
  readonly failure: string | undefined;
}

interface Held {
  readonly snapshot: Snapshot;
  readonly receivedAtMs: number;
}

/** Follows the validator: by its stream where there is one, by asking once a second where that fails. */
export function useFeed(): Feed {
  const [held, setHeld] = useState<Held>();
  const [events, setEvents] = useState<readonly ArenaEvent[]>([]);
  const [failure, setFailure] = useState<string>();
  const [nowMs, setNowMs] = useState(Date.now());
  useEffect(() => {
    let stream: EventSource | undefined;
    let newsAtMs = Date.now();
    let isAsking = false;
    let isStatic = false;
    const take = (snapshot: Snapshot): void => {
      newsAtMs = Date.now();
      isStatic = snapshot.isStatic;
      setHeld({ snapshot, receivedAtMs: newsAtMs });
      setFailure(undefined);
      if (!isStatic && stream === undefined)
        stream = openStream(take, (event) => setEvents((known) => [event, ...known].slice(0, KEPT_EVENTS)));
    };
    const look = async (): Promise<void> => {
      if (isAsking) return;
      isAsking = true;
      try {
        take(await ask<Snapshot>("snapshot.json"));
      } catch (thrown) {
        setFailure(thrown instanceof Error ? thrown.message : String(thrown));
      } finally {
        isAsking = false;
      }
    };
    void look();
    const timer = window.setInterval(() => {
      setNowMs(Date.now());
      const isQuiet = stream === undefined || stream.readyState !== EventSource.OPEN;
      if (!isStatic && (isQuiet || Date.now() - newsAtMs > PATIENCE_MS + 4_000)) void look();
    }, POLL_MS);
    return () => {
      window.clearInterval(timer);
      stream?.close();
    };
  }, []);
  return { snapshot: held?.snapshot, events, ageMs: ageOf(held, nowMs), failure };
}

function openStream(onSnapshot: (snapshot: Snapshot) => void, onEvent: (event: ArenaEvent) => void): EventSource {
  const stream = new EventSource("./api/v1/stream");
  stream.addEventListener("snapshot", ({ data }: MessageEvent<string>) => onSnapshot(JSON.parse(data) as Snapshot));
  stream.addEventListener("event", ({ data }: MessageEvent<string>) => onEvent(JSON.parse(data) as ArenaEvent));
  return stream;
}

function ageOf(held: Held | undefined, nowMs: number): number {
  if (held === undefined) return 0;
  const { status } = held.snapshot;
  return Math.max(0, status.servedAtMs - status.validator.updatedAtMs) + Math.max(0, nowMs - held.receivedAtMs);
}
