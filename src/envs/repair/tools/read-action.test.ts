import { describe, expect, test } from "vitest";
import { EDIT, lost, PART, PATCH, read, READ } from "../../../../test/envs/repair/read-actions.ts";

describe("actions of REPAIR that are taken back", () => {
  const MARKS = [
    ...["- [ ] X", "[ ] X", "☐ X", "❌ X", "🚫 X", "✗ X", "!X", "¬X", "? X", "# X", "// X", "-- X", "; X"],
    ...["<!-- X -->", "~~X~~", "<del>X</del>", "not X", "do not X", "don't X", "X ✗", "X ~~"],
  ];
  test.each(MARKS)("behavior: %j is no action", (mark) => {
    const isBehind = mark.startsWith("X");
    for (const action of ["submit", "run", "done"]) {
      if (mark === "X ~~") continue;
      expect(read(mark.replace("X", action))).toEqual(lost("unknown_action"));
    }
    if (isBehind) return;
    const [before = ""] = mark.split("X");
    expect(read(`${before}read a/b.py`)).toEqual(lost("unknown_action"));
    expect(read(`${before}grep x`)).toEqual(lost("unknown_action"));
    expect(read(`${before}edit a/b.py\n${PATCH}`)).toEqual(lost("unknown_action"));
  });

  test.each([
    "# do not do this",
    "# I take this back",
    "# taken back",
    "# next turn",
    "# after the tests",
    "# once the tests pass",
    "# just kidding",
    "# hypothetical",
    "# cancel",
    "# ignore this",
    "// never mind",
    "# tomorrow",
    "# eventually",
    "# later",
    "# I would do this at the end",
    "# we might hand it in some day",
  ])("behavior: %j behind it hands nothing in", (remark) => {
    expect(read(`submit ${remark}`)).toEqual(lost("unknown_action"));
  });

  test.each(["# wrong", "# do not do this", "# I take it back", "// not yet"])(
    "behavior: %j behind a path makes it no action",
    (remark) => {
      expect(read(`read a/b.py ${remark}`)).toEqual(lost("unknown_action"));
      expect(read(`edit a/b.py ${remark}\n${PATCH}`)).toEqual(lost("unknown_action"));
    },
  );
});

describe("actions of REPAIR as they are written", () => {
  const BEFORE = [
    ...["- [x] ", "[x] ", "* [✓] ", "☑ ", "✅ ", "- ", "* ", "> ", "→ ", "👉 ", "**", "`", "$ ", "/", "1. ", "1) "],
    ...["Answer: ", "Answer:\n", "Final answer: ", "**Final answer:** ", "## Answer\n", "Action: ", "Turn 3:\n"],
  ];
  test.each(BEFORE)("behavior: %j before an action says nothing", (before) => {
    expect(read(`${before}submit`)).toEqual({ verb: "submit" });
    expect(read(`${before}run`)).toEqual({ verb: "run" });
    if (/[`*]$/.test(before) && before.length < 3) return;
    expect(read(`${before}read a/b.py`)).toEqual(READ);
    expect(read(`${before}edit a/b.py\n${PATCH}`)).toEqual(EDIT);
  });

  test.each(["```", "~~~", "```bash", "~~~~"])(
    "behavior: a fence of %j may stand around an action or before it",
    (fence) => {
      const end = fence.replace(/\w/g, "");
      expect(read(`${fence}\nedit a/b.py\n${PATCH}\n${end}`)).toEqual(EDIT);
      expect(read(`${fence}\nedit a/b.py\n${end}\n${PATCH}`)).toEqual(EDIT);
      expect(read(`edit a/b.py\n${fence}\n${PATCH}\n${end}`)).toEqual(EDIT);
      expect(read(`${fence}\nrun\n${end}`)).toEqual({ verb: "run" });
      expect(read(`${fence}\nread a/b.py`)).toEqual(READ);
    },
  );

  test.each([
    ...["# maybe the fault is here", "# not seen yet", "# I have not read it", "(why does it fail?)", "# or the other"],
    ...["(error in line 9)", "# is the total wrong?", "(wrong total)", "# perhaps line 12"],
  ])("behavior: %j behind a path wonders, and a look is meant all the same", (why) => {
    expect(read(`read a/b.py ${why}`)).toEqual(READ);
  });

  test.each([
    ...["# maybe", "# maybe not", "# or not", "# or rather c.py", "# or read c.py", "# do not read this", "# not now"],
    ...["# not yet", "# wrong", "# I take it back, is it right?"],
  ])("behavior: %j behind a path says that it is not meant", (why) => {
    expect(read(`read a/b.py ${why}`)).toEqual(lost("unknown_action"));
  });

  test("behavior: what wonders behind an edit makes it none, for it changes a module", () => {
    expect(read(`edit a/b.py # maybe the fault is here\n${PATCH}`)).toEqual(lost("unknown_action"));
  });

  test.each(["# why", "// to see it", "(the store)", "✅", ","])("behavior: %j behind a path says nothing", (why) => {
    expect(read(`read a/b.py ${why}`.replace(" ,", ","))).toEqual(READ);
    expect(read(`edit a/b.py ${why}\n${PATCH}`.replace(" ,", ","))).toEqual(EDIT);
  });

  test.each(["read a/b.py, lines 20-40", "read a/b.py 20-40 # the fold", "read a/b.py: 20 to 40"])(
    "behavior: %j reads lines",
    (text) => {
      expect(read(text)).toEqual(PART);
    },
  );

  test("behavior: what grep looks for is taken letter for letter", () => {
    expect(read("grep def # all")).toEqual({ verb: "grep", text: "def # all" });
  });

  test.each([
    ...[
      "README.md 1-99999999999999999999",
      "README.md (1-99999999999999999999)",
      "README.md 1 to 99999999999999999999",
    ],
  ])("behavior: lines past the end are asked for in %j, whatever their number", (text) => {
    expect(read(`read ${text}`)).toEqual({ verb: "read", path: "README.md", from: 1, to: 1e20 });
  });

  test.each([
    ...[
      "no tests fail",
      "no test fails any more",
      "nothing else to do",
      "nothing more to do",
      "nothing is left to fix",
    ],
    ...[
      "no further changes",
      "no other changes are needed",
      "no errors remain",
      "no failing tests",
      "nothing fails now",
    ],
    ...["the wrong line is removed", "the faulty line was deleted", "the wrong sign is corrected", "the bug is fixed"],
    ...["both tests pass, nothing is wrong", "no tests fail and the wrong filter is replaced"],
  ])("behavior: %j says that the package is mended", (why) => {
    for (const text of [`submit # ${why}`, `submit (${why})`, `submit\n\n${why}`]) {
      expect(read(text)).toEqual({ verb: "submit" });
    }
  });

  test.each([
    ...[
      "no",
      "not yet",
      "nothing",
      "no tests pass",
      "no tests fail yet",
      "no tests fail, but do not submit",
      "no fix found",
    ],
    ...[
      "no tests fail and do not hand it in",
      "no tests fail because none were run",
      "nothing else to do until tomorrow",
      "no further changes yet",
      "nothing works",
    ],
    ...[
      "no changes",
      "nothing is fixed",
      "the line is wrong",
      "the wrong line was edited",
      "the wrong line is changed",
    ],
    ...[
      "the wrong edit is undone",
      "my fix is reverted",
      "the wrong function was changed",
      "no tests fail; I take this back",
    ],
    ...["the wrong line is removed instead of the right one", "the wrong line is removed, and this is wrong"],
  ])("behavior: %j behind an action takes it back, or may", (why) => {
    expect(read(`submit # ${why}`)).toMatchObject({ verb: "lost" });
  });

  test.each([
    ...["This removes the extra pop.", "The fault was the sign; it is a plus now.", "No other change is needed."],
    ...["I changed the comparison from > to >=.", "The wrong line is removed.\nNow the figure is kept for each thing!"],
  ])("behavior: %j below an edit says what it does", (said) => {
    expect(read(`edit a/b.py\n${PATCH}\n${said}`)).toEqual(EDIT);
    expect(read(`edit a/b.py\n\`\`\`\n${PATCH}\n\`\`\`\n\n${said}`)).toEqual(EDIT);
  });

  test.each([
    ...["This is wrong.", "This may be wrong.", "I take this back.", "Do not make this edit.", "Ignore this edit."],
    ...[
      "Wait, this is wrong.",
      "I am not sure.",
      "Only if the tests pass.",
      "Do this in the next turn.",
      "Maybe this is right.",
    ],
    ...["This edit should not be made.", "    return 1", "x = 1", "return x.", "please", "=======", ">>>>>>>"],
    ...["This is it.\n    return 1", "This is it.\n<<<<<<<\n  x"],
  ])("behavior: %j below an edit makes it none", (said) => {
    expect(read(`edit a/b.py\n${PATCH}\n${said}`)).toEqual(lost("no_patch"));
    expect(read(`edit a/b.py\n${said}\n${PATCH}`)).toMatchObject({ verb: "lost" });
  });

  test.each([
    "run",
    "run.",
    "run the tests",
    "run all tests again",
    "run: tests",
    "test",
    "run (to check)",
    "run # 2nd",
    "run, please",
    "run\n\nto see",
    "run()",
  ])("behavior: %j runs the tests", (text) => {
    expect(read(text)).toEqual({ verb: "run" });
  });

  test.each([
    "run; rm -rf /",
    "run 1",
    "run market/main.py",
    "run tests/1.txt",
    "run -v",
    "run --all",
    "run pytest",
    "test a",
  ])("behavior: %j has what a run does not take", (text) => {
    expect(read(text)).toEqual(lost("run_takes_nothing"));
  });
});
