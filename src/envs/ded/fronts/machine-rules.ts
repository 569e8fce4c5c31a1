import type { Sentence } from "../language/sentence.ts";
import { integer, nameOf, oneOf, type Slots, type Values, type ValuesOf } from "../language/slots.ts";
import { modulo } from "../spec/value.ts";

/** The two registers and the list of a machine. */
export interface Machine {
  P: number;
  Q: number;
  readonly list: number[];
}

/** What a command does. `python` changes `P`, `Q` and `v` by the integer `x`. */
export interface MachineRule extends Sentence {
  run(machine: Machine, x: number, values: Values): void;
  python(values: Values): readonly string[];
}

/** Names of commands; no two rules of a machine share one. */
export const COMMAND_LETTERS = ["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M"] as const;
const command = nameOf(...COMMAND_LETTERS);
const register = oneOf("P", "Q");

function rule<S extends Slots>(definition: {
  readonly id: string;
  readonly template: string;
  readonly slots: S;
  run(machine: Machine, x: number, values: ValuesOf<S>): void;
  python(values: ValuesOf<S>): readonly string[];
}): MachineRule {
  return definition;
}

/** Commands that write to the list; a machine has at least one of them. */
export const WRITING_RULES: readonly MachineRule[] = [
  rule({
    id: "write",
    template: "Command {command} appends {g} plus x to the list.",
    slots: { command, g: register },
    run: (machine, x, { g }) => machine.list.push(machine[g] + x),
    python: ({ g }) => [`v.append(${g} + x)`],
  }),
  rule({
    id: "write-difference",
    template: "Command {command} appends {a} times P minus Q to the list, and then sets {g} to x.",
    slots: { command, a: integer(1, 4), g: register },
    run: (machine, x, { a, g }) => {
      machine.list.push(a * machine.P - machine.Q);
      machine[g] = x;
    },
    python: ({ a, g }) => [`v.append(P * ${a} - Q)`, `${g} = x`],
  }),
  rule({
    id: "write-if",
    template: "Command {command} appends {g} to the list if P + Q + x is {parity}, and adds x to {g} otherwise.",
    slots: { command, g: register, parity: oneOf("even", "odd") },
    run: (machine, x, { g, parity }) => {
      if (modulo(machine.P + machine.Q + x, 2) === (parity === "odd" ? 1 : 0)) machine.list.push(machine[g]);
      else machine[g] += x;
    },
    python: ({ g, parity }) => [
      `if (P + Q + x) & 1 == ${parity === "odd" ? 1 : 0}:`,
      `    v.append(${g})`,
      "else:",
      `    ${g} = ${g} + x`,
    ],
  }),
];

/** Commands that change the registers only. */
export const REGISTER_RULES: readonly MachineRule[] = [
  rule({
    id: "add",
    template: "Command {command} adds {a} times x to {g}.",
    slots: { command, a: integer(1, 5), g: register },
    run: (machine, x, { a, g }) => {
      machine[g] += a * x;
    },
    python: ({ a, g }) => [`${g} += ${a} * x`],
  }),
  rule({
    id: "subtract",
    template: "Command {command} subtracts x from {g} if {g} is greater than x, and sets {g} to {b} otherwise.",
    slots: { command, g: register, b: integer(1, 9) },
    run: (machine, x, { g, b }) => {
      machine[g] = machine[g] > x ? machine[g] - x : b;
    },
    python: ({ g, b }) => [`${g} = ${b} if ${g} <= x else ${g} - x`],
  }),
  rule({
    id: "multiply",
    template: "Command {command} multiplies {g} by {a} and then adds x to it.",
    slots: { command, g: register, a: integer(2, 6) },
    run: (machine, x, { g, a }) => {
      machine[g] = machine[g] * a + x;
    },
    python: ({ g, a }) => [`${g} *= ${a}`, `${g} += x`],
  }),
  rule({
    id: "swap",
    template: "Command {command} exchanges P and Q and then adds x to {g}.",
    slots: { command, g: register },
    run: (machine, x, { g }) => {
      [machine.P, machine.Q] = [machine.Q, machine.P];
      machine[g] += x;
    },
    python: ({ g }) => ["P, Q = Q, P", `${g} += x`],
  }),
  rule({
    id: "branch",
    template: "Command {command} adds x to P if P + Q is {parity}, and {a} times x to Q otherwise.",
    slots: { command, parity: oneOf("even", "odd"), a: integer(2, 5) },
    run: (machine, x, { parity, a }) => {
      if (modulo(machine.P + machine.Q, 2) === (parity === "odd" ? 1 : 0)) machine.P += x;
      else machine.Q += a * x;
    },
    python: ({ parity, a }) => [
      `if (P ^ Q) % 2 == ${parity === "odd" ? 1 : 0}:`,
      "    P += x",
      "else:",
      `    Q += x * ${a}`,
    ],
  }),
  rule({
    id: "choose",
    template: "Command {command} sets {g} to the {which} of P and Q, plus x.",
    slots: { command, g: register, which: oneOf("larger", "smaller") },
    run: (machine, x, { g, which }) => {
      machine[g] = (which === "larger" ? Math.max : Math.min)(machine.P, machine.Q) + x;
    },
    python: ({ g, which }) => [`${g} = ${which === "larger" ? "max" : "min"}((P, Q)) + x`],
  }),
  rule({
    id: "mirror",
    template: "Command {command} replaces {g} by {b} times x minus {g}.",
    slots: { command, g: register, b: integer(1, 7) },
    run: (machine, x, { g, b }) => {
      machine[g] = b * x - machine[g];
    },
    python: ({ g, b }) => [`${g} = -${g} + ${b} * x`],
  }),
];
