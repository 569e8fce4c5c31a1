import { AffineError } from "../../../core/index.ts";
import {
  estimateR,
  formatEstimate,
  type AnsweringModel,
  type PairEstimate,
  type RecordedAnswer,
} from "../../../simulate/index.ts";
import { openStoreForReading, readShards, type Store } from "../../../store/index.ts";
import type { CommandContext } from "../../context.ts";
import { printJson, printLine } from "../../output.ts";
import { table } from "../../table.ts";
import { say } from "../../../telemetry/index.ts";

/** Pairs that are shown; `--json` has them all. */
const SHOWN = 30;

/**
 * `af simulate --estimate-r`: how much luck the models of a record share, pair by pair.
 *
 * @throws AffineError `usage` for a URL, `not_found` for a folder without records
 */
export async function estimateFromRecords(context: CommandContext, folder: string): Promise<void> {
  if (/^https?:/i.test(folder)) {
    throw new AffineError("usage", "--estimate-r needs a folder: a web server has no list of its records.", {
      hint: "Copy the store's records/ into a folder first.",
    });
  }
  const store = await openStoreForReading(folder);
  const chains = await chainsOf(store);
  if (chains.length === 0) {
    throw new AffineError("not_found", `There are no records in ${folder}.`, {
      hint: "Give a data folder with records/<netuid>/<hotkey>/ in it.",
    });
  }
  const answers: RecordedAnswer[] = [];
  let problems = 0;
  for (const chain of chains) {
    for await (const found of readShards(store, chain)) {
      if (found.kind === "problem") {
        problems += 1;
        say(`af: ${found.key}: ${found.message} (${found.reason}); the rest is read`);
      } else if (found.record.kind === "rollout") answers.push(found.record);
    }
  }
  const pairs = estimateR(answers);
  if (context.json) await printJson({ answers: answers.length, problems, pairs });
  else await printLine(drawPairs(pairs, answers.length));
  if (problems > 0) process.exitCode = 6;
}

/** Every chain of records in a store, by number of the network and hotkey. */
async function chainsOf(store: Store): Promise<{ netuid: number; hotkey: string }[]> {
  const found = new Map<string, { netuid: number; hotkey: string }>();
  for await (const key of store.list("records/")) {
    const [, netuid = "", hotkey = ""] = key.split("/");
    if (/^\d{1,5}$/.test(netuid) && hotkey !== "") found.set(`${netuid}/${hotkey}`, { netuid: Number(netuid), hotkey });
  }
  return [...found.values()];
}

function drawPairs(pairs: readonly PairEstimate[], answers: number): string {
  const intro = `${answers} answers. r is the part of their luck that two models share: the laboratory\nassumes .8 for a copy, .7 for a fine-tune, .4 for unrelated models.`;
  if (pairs.length === 0) return `${intro}\nNo two models have 50 common questions in an environment.`;
  const rows = pairs
    .slice(0, SHOWN)
    .map(({ first, second, questions, r, standardError }) => [
      nameOf(first),
      nameOf(second),
      questions,
      formatEstimate({ value: r, standardError, count: questions }),
    ]);
  const columns = [
    { title: "model" },
    { title: "model" },
    { title: "questions", align: "right" } as const,
    { title: "r" },
  ];
  const more = pairs.length > SHOWN ? [`and ${pairs.length - SHOWN} pairs more (--json has all)`] : [];
  return [intro, table(columns, rows), ...more].join("\n");
}

/** The repository's name and the first letters of the hotkey. */
function nameOf({ model, hotkey }: AnsweringModel): string {
  const name = model.slice(model.indexOf("/") + 1);
  return `${name.length > 18 ? `${name.slice(0, 17)}…` : name} ${hotkey.slice(0, 6)}`;
}
