import type { Status } from "../../src/serve/status-schema.ts";
import { shortAddress } from "../format.ts";

/** Registered keys that do not compete, each with its reason. */
export function LeftOut({ entries }: { entries: Status["leftOut"] }) {
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>{entries.length} registered keys do not compete</summary>
      <table>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.uid}>
              <td class="number">{entry.uid}</td>
              <td title={entry.hotkey}>{shortAddress(entry.hotkey)}</td>
              <td>{entry.reason}</td>
              <td>{entry.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
