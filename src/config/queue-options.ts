import { integer, text } from "./option-forms.ts";
import { option } from "./option.ts";

/** Options about the questions under way, on one machine or several: part of the option table. */
export const QUEUE_OPTIONS = {
  perMiner: option({
    group: "validator",
    env: "AFFINE_PER_MINER",
    flag: "--per-miner <n>",
    schema: integer(1, 100_000),
    default: 512,
    help: "Answers in flight at once with one miner: of a process, or of all runners of a --queue",
  }),
  queue: option({
    group: "validator",
    env: "AFFINE_QUEUE",
    flag: "--queue <redis url>",
    schema: text,
    defaultText: "a folder in the data folder",
    help: "Work queue for runners on several machines: redis:// or rediss://HOST:PORT/DB?prefix=NAME, without password",
    example: "redis://127.0.0.1:6379/0",
  }),
  queueLock: option({
    group: "validator",
    env: "AFFINE_QUEUE_LOCK",
    schema: integer(2, 600),
    default: 30,
    help: "Seconds after which what a silent runner of a --queue held goes to the others",
  }),
  queuePassword: option({
    group: "validator",
    env: "AFFINE_QUEUE_PASSWORD",
    schema: text,
    secret: true,
    help: "Password of that Redis or Valkey",
  }),
} as const;
