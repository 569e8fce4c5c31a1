import type { ArenaEvent } from "../../src/arena/event-schema.ts";
import { count, nameOf } from "../format.ts";

/** What happened, newest first, each with the way to its test. */
export function Events({ events }: { events: readonly ArenaEvent[] }) {
  return (
    <ol class="events">
      {events.map((event) => (
        <li key={event.n} class={event.kind}>
          <span class="block">block {count(event.block)}</span>{" "}
          {event.test === null ? (
            nameOf(event.text, 300)
          ) : (
            <a href={`#/duel/${event.test}`}>{nameOf(event.text, 300)}</a>
          )}
        </li>
      ))}
    </ol>
  );
}
