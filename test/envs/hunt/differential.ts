import { Random } from "../../../src/core/index.ts";
import { huntEnvironment } from "../../../src/envs/index.ts";
import { playSecond } from "./second-hunt.ts";

type Codes = readonly (readonly number[])[];

/** What was compared, and where the two differ. */
export interface Differences {
  episodes: number;
  turns: number;
  readonly reasons: Set<string>;
  readonly disagreements: string[];
}

/** Plays so many episodes of random turns, sound and spoilt, in the environment and in the second implementation. */
export function compareHunts(
  series: string,
  episodes: number,
  levels: readonly number[] = huntEnvironment.info.levels,
): Differences {
  const found: Differences = { episodes: 0, turns: 0, reasons: new Set(), disagreements: [] };
  const { episode } = huntEnvironment;
  for (; found.episodes < episodes; found.episodes += 1) {
    const random = Random.from("affine/test/hunt/differential", series, found.episodes);
    const level = random.pick(levels);
    const { prompt, secret } = huntEnvironment.generate({ level }, `differential-${series}-${found.episodes}`);
    const { hidden, game } = secret.state;
    const turns: string[] = [];
    let ours = episode.replayFrom(secret, turns);
    while (ours.verdict === null) {
      turns.push(turnOf(random, hidden, game));
      ours = episode.replayFrom(secret, turns);
    }
    const second = playSecond(prompt, hidden, turns);
    found.turns += turns.length;
    const told = ours.messages.filter(({ role }) => role === "user").slice(1);
    const { thousandths, reason, extracted, metrics } = ours.verdict;
    const mine = {
      observations: told.map(({ content }) => content),
      verdict: { score: thousandths, reason, extracted, codesRight: metrics["codesRight"] ?? null },
    };
    for (const text of mine.observations) found.reasons.add(/is lost: (\w+)/.exec(text)?.[1] ?? "answered");
    found.reasons.add(reason);
    if (JSON.stringify(mine) !== JSON.stringify(second)) {
      found.disagreements.push(JSON.stringify({ level, seed: found.episodes, turns, mine, second }));
    }
  }
  return found;
}

function turnOf(random: Random, hidden: Codes, { digits }: { readonly digits: number }): string {
  const codes = hidden.map((code) => code.map(() => random.below(digits)));
  const kind = random.below(24);
  if (kind === 0) return written("claim", hidden, random);
  if (kind === 1) return written("claim", random.below(2) === 0 ? codes : oneOff(hidden, digits), random);
  if (kind === 2) return `${written("claim", hidden, random)} no: ${written("ask", codes, random)}`;
  if (kind === 3) return `<think>${written("claim", hidden, random)}</think>\n${written("ask", codes, random)}`;
  if (kind >= 10) return written("ask", codes, random);
  const digitsOf = codes.flat().join("");
  const spoilt = [
    `ask ${digitsOf}`,
    `<action>ask ${digitsOf}`,
    `<action>guess ${digitsOf}</action>`,
    `<action>ask ${digitsOf}0</action>`,
    `<action>ask ${digitsOf.slice(1)}9</action>`,
    `<action>ask${" ".repeat(260)}${digitsOf}</action>`,
    `<action>ask ٣${digitsOf.slice(1)}</action>`,
    `<think>so</think> I ask ${digitsOf} <action>ask first ${digitsOf}</action>`,
    `<think>${written("ask", codes, random)}`,
    "",
  ];
  return random.pick(spoilt);
}

/** An action in one of the spellings that the page allows. */
function written(verb: string, codes: Codes, random: Random): string {
  const between = random.pick([" ", "", ", ", "; ", " | ", "-", "\n"]);
  const within = random.pick(["", "", " ", ","]);
  const each = codes.map((code) => code.join(within));
  const text = `${random.pick([verb, verb.toUpperCase()])}${random.pick([" ", ": ", ":", " = "])}${each.join(between)}`;
  const lists = [
    `${verb} ${JSON.stringify(codes)}`,
    JSON.stringify({ [verb]: each }),
    JSON.stringify({ action: verb, codes: each }, null, 1),
    `${verb} (${each.join("), (")})`,
    `${verb} ${each.slice(0, -1).join(", ")} and ${each.at(-1) ?? ""}`,
    `${verb} ${each.map((code, index) => `code ${index + 1}: ${code}`).join(", ")}`,
    `${verb}:\n${each.map((code, index) => `${index + 1}. ${code}`).join("\n")}`,
    `- ${text}`,
    `1. ${text}`,
    `Turn 2: ${text}`,
    `${verb} ${each.join(" / ")}`,
    `${verb} ${each.join(" ")} # I think`,
    `${verb} code 1: ${each.join(" ")}`,
    JSON.stringify({ name: verb, arguments: { codes: each } }),
    `<tool_call>${JSON.stringify({ name: verb, arguments: { codes: each } })}</tool_call>`,
    `${verb} codes ${each.join(" ")}`,
    `✅ ${text}`,
    `${verb} ${each.join(" ")} (final)`,
    `- [ ] ${verb} ${each.join(" ")}`,
    `- [x] ${verb} ${each.join(" ")}`,
    `${verb} ${each.join(" ")} # I take this back`,
    `${verb} ${each.join(" ")} # in reverse`,
    `${verb} ${each.join(" ")}!`,
    `${verb} ${each.join(" ")}\u200b`,
    `${verb} ${each.join(" ")}\n\nI am sure.`,
    `${verb} ${each.join(" ")}\n\nI take this back.`,
    `${verb} -${each.join(" ")}`,
    `${verb} ${each.join(", -")}`,
    `${verb} ${each.join(" - ")}`,
    JSON.stringify({ [verb]: codes.flat().map((digit, at) => (at === 0 ? `-${digit}` : String(digit))) }),
  ];
  const dressed = random.pick([text, text, text, ` ${text}\n`, `**${text}**`, `\`${text}\``, `${text}.`, ...lists]);
  const [open, close] = random.pick([
    ["<action>", "</action>"],
    ["<ACTION>", "</Action >"],
    ["<action >", "</action>"],
  ] as const);
  return `${random.pick(["", "I try this.\n"])}${open}${dressed}${close}`;
}

/** What is hidden, but for one digit. */
function oneOff(hidden: Codes, digits: number): Codes {
  return hidden.map((code, index) => (index === 0 ? code.with(0, (code[0]! + 1) % digits) : code));
}
