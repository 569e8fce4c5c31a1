import type { Random } from "../../../core/index.ts";
import { samplePhrase, type Phrase, type Sentence } from "../language/sentence.ts";

/** One phrase of each sentence, in this order. */
export function draftEach(random: Random, sentences: readonly Sentence[]): Phrase[] | null {
  const phrases = sentences.map((sentence) => samplePhrase(sentence, random));
  return phrases.every((phrase) => phrase !== null) ? phrases : null;
}
