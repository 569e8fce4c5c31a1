// @ts-check
/** How many payments the bounded solver keeps up with. */
const PATIENCE = 12;

/**
 * What the card measures the environment with. Be your own worst enemy here: a
 * trick that is missing is one that somebody else will find.
 *
 * @type {import("affine").Study<import("./question.js").Secret>}
 */
export const study = {
  oracle: ({ secret }) => tagged(secret.balances),
  // Guesses. Upper 95% limit of their pass rate: at most 1%.
  blind: [
    { name: "empty", answer: () => "" },
    { name: "echo of the prompt", answer: ({ prompt }) => prompt },
    {
      name: "random",
      answer: ({ prompt }, random) =>
        tagged(read(prompt).start.map(() => random.between(1, 999))),
    },
  ],
  // Quick tricks. At most 5% pass.
  shallow: [
    {
      name: "no payment at all",
      answer: ({ prompt }) => tagged(read(prompt).start),
    },
    {
      name: "money received only",
      answer: ({ prompt }) => tagged(after(read(prompt), Infinity, false)),
    },
  ],
  // Bounded solvers. Reported only; they should pass less from level to level.
  strong: [
    {
      name: "the first " + PATIENCE + " payments",
      answer: ({ prompt }) => tagged(after(read(prompt), PATIENCE, true)),
    },
  ],
  // What must not stand in the prompt, and how much it tells.
  answerLines: ({ secret }) => [
    { text: secret.balances.join(" "), bits: 9 * secret.balances.length },
  ],
  // Equal for questions that differ in dressing only: names and order.
  shape: ({ secret }) =>
    JSON.stringify([
      secret.start,
      secret.payments
        .map(({ from, to, amount }) => [from, to, amount].join())
        .sort(),
    ]),
  figures: ({ prompt, secret }) => ({
    payments: secret.payments.length,
    promptCharacters: prompt.length,
  }),
};

/**
 * A question read out of its prompt, as anybody could: baselines never see the
 * secret.
 *
 * @param {string} prompt
 */
function read(prompt) {
  const accounts = [...prompt.matchAll(/^(\w+): (\d+)$/gm)];
  const names = accounts.map(([, name]) => name);
  const payments = [...prompt.matchAll(/^(\w+) pays (\w+) (\d+)$/gm)];
  return {
    start: accounts.map(([, , balance]) => Number(balance)),
    payments: payments.map(([, from, to, amount]) => ({
      from: names.indexOf(from),
      to: names.indexOf(to),
      amount: Number(amount),
    })),
  };
}

/**
 * @param {ReturnType<typeof read>} question
 * @param {number} count how many payments are made
 * @param {boolean} payersLose
 */
function after({ start, payments }, count, payersLose) {
  const balances = [...start];
  for (const { from, to, amount } of payments.slice(0, count)) {
    if (payersLose) balances[from] -= amount;
    balances[to] += amount;
  }
  return balances;
}

/** @param {readonly number[]} balances */
function tagged(balances) {
  return "<answer>" + balances.join(" ") + "</answer>";
}
