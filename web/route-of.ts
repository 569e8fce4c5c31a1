/** What the address behind `#/` asks for. */
export type Route =
  | { readonly view: "arena" }
  | { readonly view: "duel"; readonly id: string | null }
  | { readonly view: "question"; readonly round: number | null; readonly place: number }
  | { readonly view: "miner"; readonly hotkey: string | null }
  | { readonly view: "environment"; readonly name: string | null }
  | { readonly view: "crowns" }
  | { readonly view: "trust" }
  | { readonly view: "glossary" }
  | { readonly view: "unknown"; readonly path: string };

/** The views in the order of the navigation, with their titles. */
export const VIEWS = [
  ["arena", "Arena"],
  ["duel", "Duels"],
  ["question", "Questions"],
  ["miner", "Miners"],
  ["environment", "Environments"],
  ["crowns", "Crowns"],
  ["trust", "Trust"],
  ["glossary", "Glossary"],
] as const;

const WHOLE = /^(0|[1-9][0-9]{0,14})$/;

/** Reads the part of an address behind `#`; whatever it holds, there is a route. */
export function routeOf(hash: string): Route {
  const path = hash.replace(/^#\/?/, "");
  const [view = "", first = "", second = "", ...more] = path.split("/");
  if (more.length > 0) return { view: "unknown", path };
  switch (view) {
    case "":
    case "arena":
      return { view: "arena" };
    case "duel":
      if (first === "") return { view, id: null };
      return /^[0-9a-f]{16}$/.test(first) ? { view, id: first } : { view: "unknown", path };
    case "question":
      if (first === "") return { view, round: null, place: 0 };
      if (!WHOLE.test(first) || (second !== "" && !WHOLE.test(second))) return { view: "unknown", path };
      return { view, round: Number(first), place: second === "" ? 0 : Number(second) };
    case "miner":
      return { view, hotkey: first === "" ? null : first };
    case "environment":
      return { view, name: first === "" ? null : first };
    case "crowns":
    case "trust":
    case "glossary":
      return { view };
    default:
      return { view: "unknown", path };
  }
}
