import { expect, test } from "vitest";
import { testEngine } from "../../../test/sandbox/kit/engines.ts";
import { repairEnvironment } from "../index.ts";
import { act, editTurn } from "./study/read-history.ts";

const python = testEngine({ workers: 2 });

/** A package that was mended, and then changed in one more line. */
async function changed(level: number, seed: string, [path, line, other]: readonly [string, string, string]) {
  const { secret } = repairEnvironment.generate({ level }, seed);
  const right = repairEnvironment.study!.oracle({ secret, prompt: "", messages: secret.messages }) as readonly string[];
  const edits = right.filter((turn) => /\bedit /.test(turn));
  const turns = [...edits, editTurn(path, line, other), act("submit")];
  const { messages, verdict } = await repairEnvironment.episode.playFrom(secret, turns, { python });
  expect(messages.at(-2)!.content).toContain(`${path} is edited.`);
  return verdict;
}

// All of these scored 1000 when hidden tests looked at the statements that had been changed and at little else.
test.each<readonly [number, string, readonly [path: string, line: string, other: string]]>([
  [1, "5", ["museum/core.py", "    value = 5 * exhibit.wear", "    value = 6 * exhibit.wear"]],
  [1, "5", ["museum/core.py", "    value += 5 * exhibit.mass", "    value += 6 * exhibit.mass"]],
  [1, "5", ["museum/core.py", '        self._kept.pop(self._key("merit", exhibit), None)', "        pass"]],
  [8, "14", ["airfield/quotes.py", '        self._kept.pop(self._key("toll", glider), None)', "        pass"]],
  [8, "14", ["airfield/quotes.py", '        self._kept.pop(self._key("drift", glider), None)', "        pass"]],
  [
    8,
    "14",
    [
      "airfield/counts.py",
      '            self._counts["visits"][hangar] = count // 2',
      '            self._counts["visits"][hangar] = count // 3',
    ],
  ],
  [8, "14", ["airfield/derived.py", "        value = 18", "        value = 19"]],
  [8, "14", ["airfield/reports.py", "        if glider.width > 13:", "        if glider.width > 14:"]],
])("behavior: at level %i, seed %s, what is broken elsewhere is seen: %j", async (level, seed, change) => {
  expect(await changed(level, seed, change)).toMatchObject({ thousandths: 0, reason: "hidden_test_fails" });
});
