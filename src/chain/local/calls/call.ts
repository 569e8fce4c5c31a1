import { z } from "zod";
import { hotkeySchema, hyperparametersSchema, raoSchema } from "../state/genesis.ts";

/** Bytes of a plain commitment: what one big raw field holds on the network. */
export const MAX_PLAIN_BYTES = 512;
/** Bytes of a text that reveals itself: what fits into one timelocked field on the network. */
export const MAX_SEALED_BYTES = 778;

const textOf = (maxBytes: number): z.ZodType<string> =>
  z
    .string()
    .min(1)
    .refine((text) => text.isWellFormed(), "well-formed Unicode")
    .refine((text) => Buffer.byteLength(text) <= maxBytes, `at most ${maxBytes} bytes of UTF-8`);

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
    args: z.strictObject({
      netuid,
      text: textOf(MAX_SEALED_BYTES),
      blocksUntilReveal: z.int().min(1).max(1_000_000),
    }),
  }),
  z.strictObject({
    call: z.literal("set_weights"),
    args: z.strictObject({ netuid, dests: u16List, weights: u16List, versionKey: z.int().nonnegative() }),
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
    call: z.literal("sudo_set_stake"),
    args: z.strictObject({ netuid, hotkey: hotkeySchema, stakeRao: raoSchema }),
  }),
]);
/** What only the process that runs the chain can do; no signature, never over HTTP. */
export type RootCall = z.infer<typeof rootCallSchema>;
