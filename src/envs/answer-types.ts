/**
 * What answers look like, for editors and type checkers. They promise nothing: what a model says is judged by the rules
 * of docs/environments.md, and anything may be passed to `evaluate`.
 */

/** `<answer>1 -2 3 …</answer>`: every variable exactly once, negative where it is false; any text around it. */
export type SatAnswer = `${string}<answer>${string}</answer>${string}`;

/** `<input>` and `</input>` around three lines: integers separated by blanks, a lower-case word, an integer. */
export type AbdAnswer = `${string}<input>${string}</input>${string}`;

/** A fenced block tagged `python` with a whole program, or with the function that was asked for. */
export type DedAnswer = `${string}\`\`\`${string}\`\`\`${string}`;

/** One turn: `<action>ask 012 345</action>` or `<action>claim 012 345</action>`, with any text around it. */
export type HuntTurn = `${string}<action>${string}</action>${string}`;

/** A fenced block tagged `python` that defines the function `f`. */
export type InduceAnswer = `${string}\`\`\`${string}\`\`\`${string}`;

/** `<answer>` and `</answer>` around a line `name = number` for each name that is asked for. */
export type TrackAnswer = `${string}<answer>${string}</answer>${string}`;

/** `<answer>` and `</answer>` around one action a line: `(name object object)`. */
export type PlanAnswer = `${string}<answer>${string}</answer>${string}`;

/** `<answer>` and `</answer>` around one line for each thing that follows: `tumil(rovak, sipon)`. */
export type ProveAnswer = `${string}<answer>${string}</answer>${string}`;

/** `<answer>` and `</answer>` around the names of the chosen items. */
export type OptAnswer = `${string}<answer>${string}</answer>${string}`;

/** One turn: `<action>read depot/store.py</action>`, an edit, a run, or `<action>submit</action>`; any text around it. */
export type RepairTurn = `${string}<action>${string}</action>${string}`;
