/** Control characters other than tab and newline, and those that turn the direction of the text around them. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** A stranger's text with every character that hides or rearranges others written as its code: `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n/g, "\n")
    .toWellFormed()
    .replace(HIDDEN, (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}
