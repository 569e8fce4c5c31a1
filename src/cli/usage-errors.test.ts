import { CommanderError, type Command, type Option } from "commander";
import { afterEach, describe, expect, test, vi } from "vitest";
import { buildProgram } from "./program.ts";
import { reportError } from "./report-error.ts";

/** Every command that does something by itself, with the words that name it. */
function commandsOf(command: Command, words: readonly string[]): { words: readonly string[]; command: Command }[] {
  return [
    ...(words.length > 0 && command.name() !== "help" ? [{ words, command }] : []),
    ...command.commands.flatMap((child) => commandsOf(child, [...words, child.name()])),
  ];
}

const COMMANDS = commandsOf(buildProgram(), []);
/** What is a valid word for an argument that must be there. */
const WORD = "bash";

const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
afterEach(() => stderr.mockClear());

/** Runs the parser as `main.ts` does. @returns exit code and what standard error was told */
async function tell(words: readonly string[], json: boolean): Promise<{ code: number; said: string }> {
  try {
    await buildProgram({ json }).parseAsync(json ? [...words, "--json"] : words, { from: "user" });
  } catch (thrown) {
    expect(thrown, words.join(" ")).toBeInstanceOf(CommanderError);
    const code = reportError(thrown, { json, trace: false });
    return { code, said: stderr.mock.calls.map(([text]) => String(text)).join("") };
  }
  throw new Error(`af ${words.join(" ")} was taken.`);
}

/** As JSON one object and nothing else, without it sentences; both name what is wrong and end with 2. */
async function expectUsageError(words: readonly string[], named: RegExp): Promise<void> {
  const asJson = await tell(words, true);
  const { error } = JSON.parse(asJson.said) as { error: Record<string, unknown> };
  expect({ code: asJson.code, error }).toMatchObject({
    code: 2,
    error: { code: "usage", message: expect.stringMatching(named) as string, hint: expect.any(String) as string },
  });
  stderr.mockClear();
  const inWords = await tell(words, false);
  expect(inWords.code).toBe(2);
  expect(inWords.said).toMatch(named);
  expect(inWords.said).not.toContain("    at ");
  stderr.mockClear();
}

const needed = (command: Command): string[] =>
  command.registeredArguments.filter(({ required }) => required).map(() => WORD);
const NONSENSE = "\u00f8nine";

/** Whether any text is a value of it: then it is kept as it was given. */
function takesAnyText({ parseArg, defaultValue }: Option): boolean {
  try {
    return parseArg === undefined || JSON.stringify(parseArg(NONSENSE, defaultValue)).includes(NONSENSE);
  } catch {
    return false;
  }
}

describe.each(COMMANDS.map((one) => [one.words.join(" "), one] as const))("af %s", (_, { words, command }) => {
  test("error: a flag that it does not have", async () => {
    await expectUsageError([...words, ...needed(command), "--nosuch-flag"], /unknown option '--nosuch-flag'/);
  });

  const arguments_ = command.registeredArguments;
  test.runIf(arguments_.some(({ required }) => required))("error: an argument that is missing", async () => {
    await expectUsageError(words, /missing required argument/);
  });

  const acts = (command as unknown as { _actionHandler: unknown })._actionHandler != null;
  test.runIf(acts && command.commands.length === 0 && !arguments_.some(({ variadic }) => variadic))(
    "error: an argument too many",
    async () => {
      await expectUsageError(
        [...words, ...arguments_.map(() => WORD), "more"],
        /too many arguments|Expected|choices|invalid/i,
      );
    },
  );
  test.runIf(!acts)("error: its own command that is missing", async () => {
    const { code, said } = await tell(words, true);
    expect({ code, said: JSON.parse(said) as unknown }).toMatchObject({ code: 2, said: { error: { code: "usage" } } });
  });

  for (const option of command.options.filter((one) => !takesAnyText(one) && one.required)) {
    test(`error: ${option.long ?? option.flags} with a value that is none`, async () => {
      const flag = option.long ?? option.flags;
      await expectUsageError([...words, ...needed(command), flag, NONSENSE], new RegExp(`${flag}.*(invalid|argument)`));
    });
  }
});

test("behavior: all commands were looked at", () => {
  expect(COMMANDS.length).toBeGreaterThan(30);
});

test("error: a word with characters that steer a terminal is told with their codes, in words as by `af:`", async () => {
  const words = await tell(["show", "--x\u001b[2J\u202e"], false);
  expect(words.said).toContain("af: unknown option '--x⟨U+001B⟩[2J⟨U+202E⟩'");
  expect(words.said).not.toMatch(/[\u001b\u202e]/);
  stderr.mockClear();
  const json = await tell(["show", "--x\u001b[2J\u202e"], true);
  expect(json.said).not.toMatch(/[\u001b\u202e]/);
  expect((JSON.parse(json.said) as { error: { message: string } }).error.message).toContain("\u202e");
});

test.each([
  ["show", "list, or sample NAME -n 1"],
  ["play", "try"],
  ["judge", "evaluate"],
  ["sampel", "sample"],
])("error: `af env %s` says which command it is here", async (word, meant) => {
  const { code, said } = await tell(["env", word], false);
  expect({ code, said }).toEqual({ code: 2, said: `af: unknown command '${word}'\n(Did you mean ${meant}?)\n` });
  stderr.mockClear();
});
