import type { Status } from "../../src/serve/status-schema.ts";
import { nameOf } from "../format.ts";

/** What the validator wants somebody to look at. */
export function Alarms({ alarms }: { alarms: Status["alarms"] }) {
  if (alarms.length === 0) return null;
  return (
    <section class="alarms" aria-label="Alarms">
      {alarms.map((alarm) => (
        <p key={`${alarm.code}${String(alarm.atMs)}`}>
          <b>{alarm.code}</b> {nameOf(alarm.message, 500)}{" "}
          <time dateTime={new Date(alarm.atMs).toISOString()}>{new Date(alarm.atMs).toLocaleTimeString()}</time>
        </p>
      ))}
    </section>
  );
}
