import { z } from "zod";
import { hotkeySchema, hyperparametersChangeSchema, hyperparametersSchema, raoSchema } from "../state/genesis.ts";

/** Bytes of a plain commitment: what one big raw field holds on the network. */
export const MAX_PLAIN_BYTES = 512;
/** Bytes of a text that reveals itself: what fits into one timelocked field beside its length and 244 bytes of seal. */
export const MAX_SEALED_BYTES = 778;

/** Bytes of a timelocked field, and of a commit of weights. */
export const MAX_SEALED_FIELD_BYTES = 1024;
export const MAX_COMMIT_BYTES = 5000;

const sealedOf = (maxBytes: number): z.ZodType<string> =>
  z
    .string()
    .max(2 * maxBytes, `at most ${maxBytes} bytes`)
    .regex(/^([0-9a-f]{2})+$/, "lower-case hexadecimal");
const round = z.int().min(1);

const textOf = (maxBytes: number): z.ZodType<string> =>
  z
    .string()
    .min(1)
    .refine((text) => text.isWellFormed(), "well-formed Unicode")
    .refine((text) => Buffer.byteLength(text) <= maxBytes, `at most ${maxBytes} bytes of UTF-8`);

/** A text that reveals itself, and when, as a caller asks for it. */
export const revealRequestSchema = z.strictObject({
  text: textOf(MAX_SEALED_BYTES),
  blocksUntilReveal: z.int().min(1).max(1_000_000),
});

const netuid = z.int().min(0).max(65_535);
const u16List = z.array(z.int().min(0).max(65_535)).max(4096);

const signedCalls = [
  z.strictObject({
    call: z.literal("register"),
    args: z.strictObject({ netuid, coldkey: hotkeySchema, stakeRao: raoSchema }),
  }),
  z.strictObject({
    call: z.literal("set_commitment"),
    args: z.strictObject({ netuid, text: textOf(MAX_PLAIN_BYTES) }),
  }),
  z.strictObject({
    call: z.literal("set_reveal_commitment"),
    args: z.strictObject({ netuid, sealed: sealedOf(MAX_SEALED_FIELD_BYTES), round }),
  }),
  z.strictObject({
    call: z.literal("set_weights"),
    args: z.strictObject({ netuid, dests: u16List, weights: u16List, versionKey: z.int().nonnegative() }),
  }),
  z.strictObject({
    call: z.literal("commit_timelocked_weights"),
    args: z.strictObject({
      netuid,
      commit: sealedOf(MAX_COMMIT_BYTES),
      revealRound: round,
      commitRevealVersion: z.int().min(0).max(65_535),
    }),
  }),
] as const;

export const callSchema = z.discriminatedUnion("call", signedCalls);
/** What a hotkey can ask of the chain. */
export type Call = z.infer<typeof callSchema>;

export const rootCallSchema = z.discriminatedUnion("call", [
  z.strictObject({
    call: z.literal("sudo_set_hyperparameters"),
    args: z.strictObject({ netuid, hyperparameters: hyperparametersSchema }),
  }),
  z.strictObject({
    call: z.literal("sudo_change_hyperparameters"),
    args: z.strictObject({ netuid, change: hyperparametersChangeSchema }),
  }),
  z.strictObject({
    call: z.literal("sudo_set_stake"),
    args: z.strictObject({ netuid, hotkey: hotkeySchema, stakeRao: raoSchema }),
  }),
  z.strictObject({
    call: z.literal("sudo_replace_neuron"),
    args: z.strictObject({ netuid, uid: z.int().min(0).max(65_535), hotkey: hotkeySchema, coldkey: hotkeySchema }),
  }),
]);
/** What only the process that runs the chain can do, and who holds its administrator's token; no signature. */
export type RootCall = z.infer<typeof rootCallSchema>;
