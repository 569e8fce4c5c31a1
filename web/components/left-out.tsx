import type { Status } from "../../src/serve/status-schema.ts";
import { duration, nameOf, shortAddress, words } from "../format.ts";
import { Table } from "./table.tsx";

/** Registered keys that do not compete, each with its reason. */
export function LeftOut({ status }: { status: Status }) {
  const { leftOut: entries, hosts, servedAtMs } = status;
  if (entries.length === 0) return null;
  const ago = (atMs: number): string => `${duration(Math.max(0, servedAtMs - atMs))} ago`;
  return (
    <details>
      <summary>
        {entries.length} registered {entries.length === 1 ? "key does" : "keys do"} not compete
        {hosts.waiting > 0 && <small> {hosts.waiting} hosts have not told yet</small>}
        {hosts.oldestAtMs !== null && <small> hosts looked up {ago(hosts.oldestAtMs)} or later</small>}
      </summary>
      <Table
        label="Keys that do not compete"
        columns={[
          { title: "uid", isNumber: true },
          { title: "key" },
          { title: "why" },
          { title: "detail", class: "long" },
        ]}
        rows={entries.map((entry) => ({
          key: String(entry.uid),
          cells: [
            entry.uid,
            <a href={`#/miner/${entry.hotkey}`}>{shortAddress(entry.hotkey)}</a>,
            words(entry.reason),
            `${nameOf(entry.detail, 300)}${entry.lookedAtMs === undefined ? "" : `, ${ago(entry.lookedAtMs)}`}`,
          ],
        }))}
      />
    </details>
  );
}
