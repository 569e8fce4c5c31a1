// @ts-check
/**
 * What generate keeps to judge answers and to measure the environment: plain
 * JSON values, integers only.
 *
 * @typedef {object} Secret
 * @property {number[]} start balances before the first payment
 * @property {{ from: number, to: number, amount: number }[]} payments
 * @property {number[]} balances balances after the last payment
 */

export const LEVELS = [
  { level: 1, accounts: 3, payments: 8 },
  { level: 2, accounts: 4, payments: 16 },
  { level: 3, accounts: 5, payments: 32 },
];

const NAMES = ["Ada", "Bela", "Chen", "Dora", "Emil", "Fay", "Gus", "Hana"];

/**
 * A question from a level and a stream of random numbers. A pure function: take
 * nothing from clocks, Math.random, locale or environment variables.
 *
 * @param {{ readonly level: number }} params
 * @param {import("affine").Random} random
 * @returns {import("affine").Generated<Secret>}
 */
export function generate({ level }, random) {
  const terms = LEVELS.find((candidate) => candidate.level === level);
  if (terms === undefined) throw new RangeError("There is no level " + level);
  const names = random
    .sample(NAMES.length, terms.accounts)
    .map((index) => NAMES[index]);
  const start = names.map(() => random.between(100, 999));
  const balances = [...start];
  const payments = Array.from({ length: terms.payments }, () => {
    const [from, to] = random.sample(terms.accounts, 2);
    const amount = random.between(1, 99);
    balances[from] -= amount;
    balances[to] += amount;
    return { from, to, amount };
  });
  const prompt = [
    "These accounts hold:",
    ...names.map((name, index) => name + ": " + start[index]),
    "",
    "Then these payments are made:",
    ...payments.map(
      ({ from, to, amount }) =>
        names[from] + " pays " + names[to] + " " + amount,
    ),
    "",
    "What does each account hold now? Give the balances, which may be negative,",
    "in the order of the list above and separated by spaces, between <answer>",
    "and </answer>.",
  ].join("\n");
  return {
    prompt,
    messages: [{ role: "user", content: prompt }],
    secret: { start, payments, balances },
  };
}
