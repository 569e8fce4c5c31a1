import type { Status } from "../../src/serve/status-schema.ts";

export function Alarms({ alarms }: { alarms: Status["alarms"] }) {
  if (alarms.length === 0) return null;
  return (
    <section class="alarms" aria-label="Alarms">
      {alarms.map((alarm) => (
        <p key={`${alarm.code}${String(alarm.atMs)}`}>
          <b>{alarm.code}</b> {alarm.message} <time>{new Date(alarm.atMs).toLocaleTimeString()}</time>
        </p>
      ))}
    </section>
  );
}
