/** The words of the page, as docs/glossary.md has them. */
const WORDS = [
  ["subnet", "one market on the Bittensor chain; Affine's has the number 120"],
  ["miner", "whoever enters a model: a key on the chain with a uid, and a commitment that names the model"],
  ["validator", "whoever asks the questions, signs what was answered, and gives weights"],
  ["environment", "an endless source of questions with exact checking, such as SAT"],
  ["level", "how hard an environment's questions are"],
  ["round", "one block's questions, the same for all who are asked"],
  ["beacon", "the hash of that block: nobody knew it when the models were committed"],
  ["champion, challenger", "who reigns; who is tested against them"],
  ["duel", "a challenger's test against the champion, question by question"],
  ["wealth", "how far a duel has come: a bet that gains only by being better, and that luck does not make rich"],
  ["level of wealth", "what wealth must reach: a model that is not better gets there less than once in 100,000 duels"],
  ["gate", "a condition besides wealth, such as no great loss in any environment"],
  [
    "anchor, floor",
    "what an earlier reign could surely do in an environment; no challenger may fall far below, to the floor",
  ],
  ["stopped: harm", "the challenger is surely worse in at least one environment: its test is over"],
  ["mechanism", "the rule that says who wins; another one may be computed beside it and decides nothing"],
  ["burnt", "paid to nobody: the weight goes to the uid whose payment the chain burns"],
  ["gain", "how much better a challenger is, in points of a hundred, with an interval that holds at any time"],
  ["crown", "becoming champion: by test, or as the first one"],
  ["copy", "a model that somebody committed before: it gains nothing"],
  ["record, shard", "a signed line that decides; a file of them, written once and chained to the one before"],
  ["transcript", "the text behind a record, found by its hash"],
  ["weights", "which share of the payment a validator gives to whom"],
  ["replay", "recomputing from the records who reigns"],
] as const;

export function GlossaryView() {
  return (
    <section>
      <h1>Glossary</h1>
      <dl class="glossary">
        {WORDS.map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
