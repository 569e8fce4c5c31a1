import type { Phrase, Sentence } from "../language/sentence.ts";
import { integer, oneOf, type Slots, type Values, type ValuesOf } from "../language/slots.ts";
import { front } from "../spec/operation.ts";
import { modulo } from "../spec/value.ts";
import { draftEach } from "./draft.ts";
import { integersIn, ruleValues } from "./read.ts";
import { textOf } from "./sizes.ts";

const edge = {
  id: "edge",
  template: "A step that would leave the grid {edge}.",
  slots: {
    edge: oneOf("is not made", "enters it again on the opposite side", "is not made, and the robot turns around"),
  },
} as const satisfies Sentence;
const wall = {
  id: "wall",
  template: "A step onto a wall is not made; the robot turns {turn} instead.",
  slots: { turn: oneOf("left", "right", "around") },
} as const satisfies Sentence;
const score = {
  id: "score",
  template:
    "The score starts at 0; every step onto a free cell adds {w} to it if the robot has {how} stepped onto that cell before, and {u} otherwise (standing in the first cell at the start is not a step).",
  slots: { w: integer(1, 9), how: oneOf("never", "already"), u: integer(-6, -1) },
} as const satisfies Sentence;
const writes = {
  id: "writes",
  template: "After every {when} the {what} is appended to the list (rows and columns are counted from 1).",
  slots: {
    when: oneOf("command", "F", "turn commanded by L or R"),
    what: oneOf("row of the robot", "column of the robot", "score", "row plus twice the column of the robot"),
  },
} as const satisfies Sentence;
const last = {
  id: "last",
  template:
    "After the last command the score and then the number of different cells stepped onto, times {a}, are appended to the list.",
  slots: { a: integer(1, 5) },
} as const satisfies Sentence;

const QUARTERS = { left: 3, right: 1, around: 2 } as const;
const MOVES = [
  [-1, 0],
  [0, 1],
  [1, 0],
  [0, -1],
] as const;

interface Rules {
  readonly edge: ValuesOf<typeof edge.slots>["edge"];
  readonly turn: keyof typeof QUARTERS;
  readonly score: ValuesOf<typeof score.slots>;
  readonly writes: ValuesOf<typeof writes.slots>;
  readonly last: Values | undefined;
}

/** A robot on a grid. */
export const robot = front({
  id: "robot",
  gives: "numbers",
  template:
    "The first line of the input holds two integers R and C; each of the next R lines has C characters, . for a free cell and # for a wall; the line after them is a string of commands, which may be empty. A robot starts in the top left cell, which is free, facing {facing}, with an empty list. It carries out the commands from left to right: L turns it left by 90 degrees, R turns it right by 90 degrees, F moves it {k} single steps forward, each by the rules below (a turn made in between changes the direction of the steps that are left).",
  slots: { facing: oneOf("right", "down"), k: integer(1, 3) },
  rules: [edge, wall, score, writes, last],
  draftRules: (random) =>
    draftEach(random, random.chance(1, 2) ? [edge, wall, score, writes, last] : [edge, wall, score, writes]),
  read(lines, { facing, k }, phrases) {
    const rules = readRules(phrases);
    const [rows = 0, columns = 0] = integersIn(lines[0]);
    const list: number[] = [];
    const visits = new Map<number, number>();
    let [y, x, heading, points] = [0, 0, facing === "right" ? 1 : 2, 0];
    const move = (): void => {
      const [down, right] = MOVES[heading] as (typeof MOVES)[number];
      let [toY, toX] = [y + down, x + right];
      if (toY < 0 || toY >= rows || toX < 0 || toX >= columns) {
        if (rules.edge === "is not made") return;
        if (rules.edge !== "enters it again on the opposite side") {
          heading = (heading + 2) % 4;
          return;
        }
        [toY, toX] = [modulo(toY, rows), modulo(toX, columns)];
      }
      if (lines[1 + toY]?.[toX] === "#") {
        heading = (heading + QUARTERS[rules.turn]) % 4;
        return;
      }
      [y, x] = [toY, toX];
      const before = visits.get(y * columns + x) ?? 0;
      visits.set(y * columns + x, before + 1);
      points += before > 0 === (rules.score.how === "already") ? rules.score.w : rules.score.u;
    };
    for (const command of lines[1 + rows] ?? "") {
      if (command === "F") for (let times = 0; times < k; times += 1) move();
      else heading = (heading + (command === "L" ? 3 : 1)) % 4;
      const { when, what } = rules.writes;
      if (when !== "command" && (when === "F") !== (command === "F")) continue;
      if (what === "score") list.push(points);
      else
        list.push(what === "row of the robot" ? y + 1 : what === "column of the robot" ? x + 1 : y + 1 + 2 * (x + 1));
    }
    if (rules.last !== undefined) list.push(points, visits.size * Number(rules.last["a"]));
    return list;
  },
  python({ facing, k }, phrases) {
    const { edge: outside, turn, score: points, writes: log, last: end } = readRules(phrases);
    const what = {
      score: "points",
      "row of the robot": "int(at.imag) + 1",
      "column of the robot": "int(at.real) + 1",
      "row plus twice the column of the robot": "int(at.imag + 2 * at.real) + 3",
    }[log.what];
    const leave = {
      "is not made": ["continue"],
      "is not made, and the robot turns around": ["way = -way", "continue"],
      "enters it again on the opposite side": ["to = complex(to.real % C, to.imag % R)"],
    }[outside];
    const when = { command: "True", F: "ch == 'F'", "turn commanded by L or R": "ch != 'F'" }[log.when];
    return [
      "R, C = map(int, lines[0].split())",
      "cells = {complex(j, i): ch for i in range(R) for j, ch in enumerate(lines[i + 1].strip())}",
      `at, way, points, seen, v = 0j, ${facing === "right" ? "1 + 0j" : "1j"}, 0, set(), []`,
      "for ch in lines[R + 1].strip():",
      "    if ch == 'L': way *= -1j",
      "    elif ch == 'R': way *= 1j",
      "    else:",
      `        for _ in range(${k}):`,
      "            to = at + way",
      "            if to not in cells:",
      ...leave.map((line) => `                ${line}`),
      "            if cells[to] == '#':",
      `                way *= ${{ left: "-1j", right: "1j", around: "-1" }[turn]}`,
      "                continue",
      "            at = to",
      `            points += ${points.how === "already" ? points.w : points.u} if at in seen else ${points.how === "already" ? points.u : points.w}`,
      "            seen.add(at)",
      `    if ${when}: v.append(${what})`,
      ...(end === undefined ? [] : [`v += [points, ${end["a"]} * len(seen)]`]),
    ];
  },
  makeInput(random, kind) {
    const [rows, columns] =
      kind === "one"
        ? [1, 1]
        : kind === "large"
          ? [11, 12]
          : kind === "ties"
            ? [2, 2]
            : [random.between(3, 6), random.between(3, 6)];
    const walls = kind === "equal" ? 0 : 2;
    const grid = Array.from({ length: rows }, (_, y) =>
      Array.from({ length: columns }, (_cell, x) => (x + y > 0 && random.chance(walls, 9) ? "#" : ".")).join(""),
    );
    const count = { empty: 0, one: 5, equal: 12, ties: 14, huge: 40, large: 90, random: random.between(8, 24) }[kind];
    const commands = Array.from({ length: count }, () => random.pick(["F", "F", "F", "L", "R"])).join("");
    return textOf([`${rows} ${columns}`, ...grid, commands]);
  },
});

function readRules(phrases: readonly Phrase[]): Rules {
  const given = <S extends Slots>(sentence: Sentence & { slots: S }): ValuesOf<S> =>
    (ruleValues(phrases, sentence) ?? {}) as ValuesOf<S>;
  return {
    edge: given(edge).edge,
    turn: given(wall).turn,
    score: given(score),
    writes: given(writes),
    last: ruleValues(phrases, last),
  };
}
