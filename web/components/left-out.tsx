import type { Status } from "../../src/serve/status-schema.ts";
import { duration, shortAddress } from "../format.ts";

/** Registered keys that do not compete, each with its reason. */
export function LeftOut({ status }: { status: Status }) {
  const { leftOut: entries, hosts, servedAtMs } = status;
  if (entries.length === 0) return null;
  const ago = (atMs: number): string => `${duration(Math.max(0, servedAtMs - atMs))} ago`;
  return (
    <details>
      <summary>
        {entries.length} registered keys do not compete
        {hosts.waiting > 0 && <small> {hosts.waiting} hosts have not told yet</small>}
        {hosts.oldestAtMs !== null && <small> hosts looked up {ago(hosts.oldestAtMs)} or later</small>}
      </summary>
      <table>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.uid}>
              <td class="number">{entry.uid}</td>
              <td title={entry.hotkey}>{shortAddress(entry.hotkey)}</td>
              <td>{entry.reason}</td>
              <td>
                {entry.detail}
                {entry.lookedAtMs !== undefined && <small> {ago(entry.lookedAtMs)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
