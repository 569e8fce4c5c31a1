import type { Transcript } from "../../src/record/transcript.ts";
import { count, nameOf } from "../format.ts";
import { didIn, turnsOf } from "../turns-of.ts";
import { ForeignText } from "./foreign-text.tsx";

/** What an episode did turn by turn, a line each: behind it all that was said, and what the environment replied. */
export function TurnsSaid({ transcript, of }: { transcript: Transcript; of: string }) {
  const turns = turnsOf(transcript);
  if (turns.length === 0) return null;
  return (
    <details class="episode">
      <summary>
        {count(turns.length)} {turns.length === 1 ? "turn" : "turns"} before the last
      </summary>
      <ol class="turns" aria-label={`Turns of ${of}`}>
        {turns.map(({ did, text, reasoning, reply }, at) => (
          <li key={at}>
            <details>
              <summary>
                <code>{nameOf(did, 100)}</code>
                {reply !== null && <small>{nameOf(firstLine(reply), 100)}</small>}
              </summary>
              {reasoning !== "" && (
                <ForeignText text={reasoning} label={`Reasoning of turn ${at + 1} of ${of}`} title="Reasoning" />
              )}
              <ForeignText text={text} label={`Turn ${at + 1} of ${of}`} title="Said" />
              {reply !== null && <ForeignText text={reply} label={`Reply to turn ${at + 1} of ${of}`} title="Reply" />}
            </details>
          </li>
        ))}
      </ol>
      <p>
        Last turn: <code>{nameOf(didIn(transcript.text), 100)}</code>
      </p>
    </details>
  );
}

function firstLine(text: string): string {
  return text.slice(0, 400).split("\n", 1)[0] ?? "";
}
