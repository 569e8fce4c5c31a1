import { z } from "zod";
import { AffineError, messageSchema, type Message, type Params, faultsOf } from "../../core/index.ts";
import type { Generated } from "../generated.ts";
import { MAX_HISTORY_LENGTH } from "./episode-limits.ts";
import type { EpisodeStart } from "./episode.ts";
import { frozen } from "./frozen.ts";

const openingSchema = z.array(messageSchema).min(1);

/**
 * The question of an episode: its opening, and as its secret all that the fold begins with.
 *
 * @returns `null` for a refused draft
 * @throws AffineError `environment_broken` for an opening that is none, or that leaves no room for turns
 */
export function openingOf<State>(
  { name }: { readonly name: string },
  made: { readonly messages: readonly Message[]; readonly state: State } | null,
  { params, seed }: { readonly params: Params; readonly seed: string },
): Generated<EpisodeStart<State>> | null {
  if (made === null) return null;
  const read = openingSchema.safeParse(made.messages);
  if (!read.success) throw broken(name, `generated no opening: ${faultsOf(read.error, made.messages)}`);
  const messages = read.data;
  if (messages.reduce((sum, { content }) => sum + content.length, 0) > MAX_HISTORY_LENGTH) {
    throw broken(name, `generated an opening of more than ${MAX_HISTORY_LENGTH} characters`);
  }
  const prompt = messages.findLast(({ role }) => role === "user")?.content ?? "";
  return { prompt, messages, secret: frozen({ params, seed, messages, state: made.state }) };
}

function broken(name: string, what: string): AffineError {
  return new AffineError("environment_broken", `${name} ${what}`, {
    hint: "reset returns { messages, state }, or null to refuse a draft.",
  });
}
