import type { Game } from "./game.ts";

/** Every code of a game, one behind the other: code i has its digits at i · places. The smallest comes first. */
export function allCodes({ places, digits }: Pick<Game, "places" | "digits">): Uint8Array {
  const count = digits ** places;
  const codes = new Uint8Array(count * places);
  for (let index = 0; index < count; index += 1) {
    for (let place = places - 1, rest = index; place >= 0; place -= 1, rest = Math.floor(rest / digits)) {
      codes[index * places + place] = rest % digits;
    }
  }
  return codes;
}

/** The digits of code number `index`. */
export function codeAt(codes: Uint8Array, places: number, index: number): Uint8Array {
  return codes.subarray(index * places, (index + 1) * places);
}
