/** GLM's box around what it answers. */
const [BOX_BEGINS, BOX_ENDS] = ["<|begin_of_box|>", "<|end_of_box|>"];
/** What ends a text or a turn for those who run a model, where they have left it in. */
const END =
  /(?:<\/s>|<\|(?:im_end|endoftext|end_of_text|eot_id|eom_id|end|return)\|>|<[|｜]end▁of▁sentence[|｜]>|<end_of_turn>|<eos>)\s{0,64}$/;
const LONGEST = 128;

/** A text without the marks of its host around it: a box, and one that ends a turn behind it; `null` where there are none. */
export function withoutHostMarks(text: string): string | null {
  if (text.startsWith(BOX_BEGINS) && text.endsWith(BOX_ENDS) && text.length >= BOX_BEGINS.length + BOX_ENDS.length) {
    const inner = text.slice(BOX_BEGINS.length, -BOX_ENDS.length);
    return inner.includes(BOX_BEGINS) || inner.includes(BOX_ENDS) ? null : inner;
  }
  if (!text.endsWith(">")) return null;
  const found = END.exec(text.slice(-LONGEST));
  return found === null ? null : text.slice(0, text.length - found[0].length);
}
