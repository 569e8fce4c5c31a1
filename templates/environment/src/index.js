// @ts-check
import { defineEnvironment } from "affine";
import { generate, LEVELS } from "./question.js";
import { study } from "./study.js";
import { check } from "./verdict.js";

const levels = LEVELS.map(({ level }) => level);

export const environment = defineEnvironment({
  name: "LEDGER",
  aliases: [],
  // Any change of text, template, parameters or checker is a new version.
  version: "1",
  title: "Balance the accounts",
  description: "The balances of a few accounts after a list of payments.",
  answerFormat: "<answer>120 -7 455</answer>: a balance for every account",
  levels,
  scoredLevels: levels,
  defaultLevel: 1,
  generate,
  check,
  study,
});

export default environment;
