import { cardSchema, type Card, type EnvironmentInfo } from "../../envs/index.ts";

/** Cards that come with the package. Loaded when somebody asks for them: they are large. */
async function load(): Promise<readonly unknown[]> {
  const cards = await Promise.all([
    import("../../envs/abd/abd.card.json", { with: { type: "json" } }),
    import("../../envs/ded/ded.card.json", { with: { type: "json" } }),
    import("../../envs/induce/induce.card.json", { with: { type: "json" } }),
    import("../../envs/hunt/hunt.card.json", { with: { type: "json" } }),
    import("../../envs/sat/sat.card.json", { with: { type: "json" } }),
  ]);
  return cards.map(({ default: card }) => card);
}

let loaded: Promise<readonly Card[]> | undefined;

/** The card of an environment at that version; `undefined` where none comes with the package. */
export async function storedCardOf({ name, version }: EnvironmentInfo): Promise<Card | undefined> {
  loaded ??= load().then((cards) => cards.map((card) => cardSchema.parse(card)));
  return (await loaded).find(({ facts }) => facts.environment === name && facts.version === version);
}
