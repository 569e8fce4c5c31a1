import { whyOver } from "../../src/arena/end-words.ts";
import type { ArenaTest } from "../../src/arena/test-schema.ts";
import { count, nameOf, points } from "../format.ts";
import { Table } from "./table.tsx";
import { Progress } from "./progress.tsx";

/** Tests with where they stand; the furthest first. */
export function TestList({ tests, label }: { tests: readonly ArenaTest[]; label: string }) {
  return (
    <Table
      label={label}
      columns={[
        { title: "challenger" },
        { title: "how far", class: "wide" },
        { title: "mean gain", note: "points, 95%" },
        { title: "rounds", isNumber: true },
        { title: "rounds to go" },
        { title: "what a crown lacks", class: "long" },
      ]}
      rows={tests.map((test) => ({
        key: test.id,
        class: test.live && test.reason === null ? "" : "over",
        data: { challenger: test.uid, test: test.id },
        cells: [
          <>
            <a href={`#/duel/${test.id}`}>{nameOf(test.model)}</a>
            <small>
              uid {test.uid} · {stateOf(test)}
            </small>
          </>,
          <Progress test={test} />,
          test.meanGain === null ? (
            "–"
          ) : (
            <span class="whole">
              {points(test.meanGain.lowBp)} to {points(test.meanGain.highBp)}
            </span>
          ),
          count(test.rounds),
          test.roundsLeft === null
            ? ((test.live && test.reason === null ? test.whyNoEta : null) ?? "–")
            : `${count(test.roundsLeft.low)} to ${count(test.roundsLeft.high)}`,
          lacks(test),
        ],
      }))}
    />
  );
}

export function stateOf({ kind, state, reason, live, crownedBlock }: ArenaTest): string {
  if (crownedBlock !== null) return `crowned at block ${count(crownedBlock)}`;
  if (reason !== null) return `${state}: ${whyOver(reason)}`;
  if (live) return state;
  // Whom a new reign, or its leaving, took out of its test.
  return kind === "qualification" ? "was tried while nobody reigned" : "ended undecided";
}

function lacks(test: ArenaTest): string {
  if (!test.live || test.reason !== null) return "it is over";
  if (test.kind === "qualification") return "to be surely better than a blind guess everywhere";
  if (test.missing.length === 0)
    return test.wealth.length === 0 ? "its test has not begun" : "nothing: it is a candidate";
  return `${test.missing[0] ?? ""}${test.missing.length > 1 ? `, and ${test.missing.length - 1} more` : ""}`;
}
