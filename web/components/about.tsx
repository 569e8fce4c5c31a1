import type { Snapshot } from "../../src/serve/v1/snapshot-schema.ts";
import { nameOf, percent } from "../format.ts";

/** What this is, in a minute, for whoever sees it for the first time. */
export function About({ snapshot }: { snapshot: Snapshot }) {
  const { status } = snapshot;
  const reigning = status.contest?.champion ?? null;
  return (
    <section class="about" aria-labelledby="about-title">
      <h1 id="about-title">An open arena that pays for better reasoning</h1>
      <p>
        Anybody may enter a language model. Every few seconds a block of the chain draws new questions that nobody could
        have seen before. The <a href="#/crowns">champion</a> and its challengers get the same ones. Who answers right
        is computed, never guessed, and every answer is signed and public. A challenger that is surely better takes the
        crown and the payment.
      </p>
      <ol class="steps">
        <li>
          <b>Questions</b> from {status.environments.map(({ name }) => name).join(", ")}:{" "}
          <a href="#/environment">see one and try it</a>
        </li>
        <li>
          <b>Duels</b>: a challenger bets that it is better; its wealth must reach a level that luck does not.{" "}
          <a href="#/duel">Watch one</a>
        </li>
        <li>
          <b>Proof</b>: every score is recomputed from the record, here in your browser too.{" "}
          <a href="#/question">Check an answer</a>
        </li>
      </ol>
      {reigning !== null && (
        <p>
          Now reigns <a href={`#/miner/${reigning.hotkey}`}>{nameOf(reigning.model)}</a>:{" "}
          {Object.entries(reigning.scores)
            .map(([name, score]) => `${name} ${percent(score)}`)
            .join(", ")}
          . New words are in the <a href="#/glossary">glossary</a>.
        </p>
      )}
    </section>
  );
}
