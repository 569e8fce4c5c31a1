import type { Status } from "../../src/serve/status-schema.ts";

/** The newest blocks; those whose hash drew a round's questions are marked. */
export function Blocks({ status }: { status: Status }) {
  return (
    <section>
      <h2>Blocks</h2>
      <ol class="blocks" aria-label="Newest blocks">
        {status.recentBlocks.map((block) => (
          <li key={block.number} class={block.round ? "round" : ""} title={block.hash}>
            <b>{block.number.toLocaleString("en")}</b>
            <code>{block.hash.slice(0, 10)}</code>
            <small>{block.round ? "round" : "\u00a0"}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}
