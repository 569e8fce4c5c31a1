import { z } from "zod";
import {
  addressSchema,
  blockHashSchema,
  blockNumberSchema,
  outcomeSchema,
  sha256HexSchema,
  uidSchema,
} from "../core/index.ts";

/** An answer as it is on record, and where: line `line` of shard `seq` of the round's validator. */
export const answerViewSchema = z.object({
  uid: uidSchema,
  hotkey: addressSchema,
  model: z.string(),
  outcome: outcomeSchema,
  /** Thousandths. */
  score: z.int().min(0).max(1000),
  reason: z.string(),
  transcript: sha256HexSchema.nullable(),
  seq: z.int().nonnegative(),
  /** From 1; the header is line 1. */
  line: z.int().positive(),
  completionTokens: z.int().nonnegative(),
  latencyMs: z.int().nonnegative(),
});
export type AnswerView = z.infer<typeof answerViewSchema>;

export const questionViewSchema = z.object({
  env: z.string(),
  index: z.int().nonnegative(),
  challenge: z.string(),
  answers: z.array(answerViewSchema),
});
export type QuestionView = z.infer<typeof questionViewSchema>;

/** A round as it was played: its questions and everybody's recorded answers. */
export const roundViewSchema = z.object({
  round: z.int().nonnegative(),
  block: blockNumberSchema,
  /** Hash of that block as our chain has it, by which the questions are drawn; `null` where it was not asked. */
  beacon: blockHashSchema.nullable(),
  /** To whom the round belonged. */
  validator: addressSchema,
  /** Hotkey of the champion that was asked; `null` while nobody reigned. */
  champion: addressSchema.nullable(),
  /** How the round counts, by hotkey: `answered`, `missing`, `late`, `invalid`, `doubled` or `void`. */
  counts: z.record(z.string(), z.string()),
  questions: z.array(questionViewSchema),
});
export type RoundView = z.infer<typeof roundViewSchema>;

/** One question of a test: both scores, and who is ahead. */
export const pairSchema = z.object({
  env: z.string(),
  index: z.int().nonnegative(),
  champion: z.int().nullable(),
  challenger: z.int().nullable(),
  /** Of a test; who is tried while nobody reigns is compared with nobody, and is `right` or `wrong`. */
  result: z.enum(["won", "lost", "tied", "void", "right", "wrong"]),
});
export const pairedRoundSchema = z.object({
  round: z.int().nonnegative(),
  block: blockNumberSchema,
  counts: z.string(),
  pairs: z.array(pairSchema),
});
export type PairedRound = z.infer<typeof pairedRoundSchema>;
