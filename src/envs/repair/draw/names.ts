import type { Random } from "../../../core/index.ts";

/** What a package keeps: its folder, a thing, several, and what they stand in. */
export const PLACES = [
  ["depot", "crate", "crates", "shelf"],
  ["harbour", "boat", "boats", "pier"],
  ["orchard", "tree", "trees", "row"],
  ["stable", "horse", "horses", "yard"],
  ["gallery", "picture", "pictures", "hall"],
  ["museum", "exhibit", "exhibits", "wing"],
  ["cellar", "cask", "casks", "vault"],
  ["nursery", "plant", "plants", "bed"],
  ["airfield", "glider", "gliders", "hangar"],
  ["market", "stall", "stalls", "lane"],
  ["archive", "letter", "letters", "box"],
  ["quarry", "block", "blocks", "terrace"],
] as const;

export const FIELDS = "weight width age depth height load price speed heat mass size wear noise reach".split(" ");
export const FIGURES =
  "burden worth dues strain esteem charge merit hazard levy tariff toll quota fare stake bounty drift excise premium".split(
    " ",
  );
export const REPORTS = "takings outlook balance turnout volume tension budget climate pressure forecast surplus".split(
  " ",
);
export const CHOICES = "leader favourite champion pioneer captain straggler herald veteran".split(" ");
export const COUNTS = "moves visits changes bells strikes knocks marks turns".split(" ");
export const BLENDS = "mix fusion compound amalgam merger brew tincture alloy".split(" ");
/** Names of things and groups in sessions. */
export const THINGS = "ash bay cob dun elm fig gum hop ivy jet kit lea".split(" ");
export const GROUPS = "north south east".split(" ");

/** Different names of a list. */
export function namesOf(list: readonly string[], count: number, random: Random): string[] {
  return random.sample(list.length, count).map((index) => list[index] as string);
}
