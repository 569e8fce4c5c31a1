import { z } from "zod";
import type { RevealedCommitment } from "../../chain.ts";
import { revealedText } from "./commitment-text.ts";
import { bytes, integer, type State } from "./state.ts";

const ofHotkey = z.tuple([z.number(), z.string()]);

const revealedSchema = z.object({ args: ofHotkey, value: z.array(z.tuple([bytes, integer])) });

/** Per hotkey the texts that revealed themselves, oldest first: the chain keeps the last ten. */
export async function readRevealedCommitments(
  state: State,
  netuid: number,
): Promise<ReadonlyMap<string, readonly RevealedCommitment[]>> {
  const entries = await state.entries(revealedSchema, "Commitments", "RevealedCommitments", netuid);
  return new Map(
    entries.map(({ args: [, hotkey], value }) => [
      hotkey,
      value.map(([raw, block]) => ({ block, text: revealedText(raw, hotkey) })),
    ]),
  );
}

/** One field of a commitment; kinds that are not read here are `undefined`. */
const fieldSchema = z.object({ type: z.string(), value: z.unknown().optional() }).transform(({ type, value }) => {
  if (type !== "BigRaw" && !/^Raw\d+$/.test(type)) return undefined;
  // A single byte comes as its number.
  const single = z.int().safeParse(value);
  const raw = bytes.safeParse(single.success ? Uint8Array.of(single.data) : value);
  return raw.success ? raw.data : undefined;
});
const plainSchema = z.object({ args: ofHotkey, value: z.object({ block: integer, info: z.array(fieldSchema) }) });

/** Per hotkey its present plain commitment: the first field that is raw bytes and UTF-8. Sealed ones have none. */
export async function readCommitments(state: State, netuid: number): Promise<ReadonlyMap<string, RevealedCommitment>> {
  const entries = await state.entries(plainSchema, "Commitments", "CommitmentOf", netuid);
  const texts = new Map<string, RevealedCommitment>();
  for (const { args, value } of entries) {
    const text = value.info.map(utf8Text).find((found) => found !== undefined);
    if (text !== undefined) texts.set(args[1], { block: value.block, text });
  }
  return texts;
}

function utf8Text(raw: Uint8Array | undefined): string | undefined {
  if (raw === undefined) return undefined;
  const text = Buffer.from(raw).toString("utf8");
  return Buffer.from(text, "utf8").equals(raw) ? text : undefined;
}
