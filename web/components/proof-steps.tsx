import { visibleText } from "../visible-text.ts";
import type { Step } from "../proof/steps.ts";

const MARKS = { right: "✓", wrong: "✗", unknown: "?" } as const;
const SAID = { right: "right", wrong: "wrong", unknown: "not checked" } as const;

/** What was checked, each with its result: what is wrong is red and says so in words. */
export function ProofSteps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol class="steps proof">
      {steps.map(({ what, result, detail }) => (
        <li key={what} class={result}>
          <span class="mark" aria-hidden="true">
            {MARKS[result]}
          </span>
          <span>
            <b>{what}</b>: {SAID[result]} <small>{visibleText(detail)}</small>
          </span>
        </li>
      ))}
    </ol>
  );
}
