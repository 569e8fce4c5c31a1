import { describe, expect, test } from "vitest";
import { EDIT, lost, PART, PATCH, read, READ } from "../../../../test/envs/repair/read-actions.ts";

describe("calls of tools in REPAIR", () => {
  const json = JSON.stringify;
  const call = (name: string, held: unknown): string[] => [
    json({ name, arguments: held }),
    json({ tool: name, arguments: held }),
    json({ name, parameters: json(held) }),
    json({ arguments: held, name }),
    json([{ name, arguments: held }]),
    json({ id: "1", type: "function", function: { name, arguments: json(held) } }),
    json({ tool_calls: [{ id: "1", type: "function", function: { name, arguments: json(held) } }] }),
    `<tool_call>\n${json({ name, arguments: held })}\n</tool_call>`,
    `[TOOL_CALLS][${json({ name, arguments: held })}]`,
    `[TOOL_CALLS]${name}[ARGS]${json(held)}`,
    `<tool_call>${name}\n${parameters(held, (key) => [`<arg_key>${key}</arg_key>\n<arg_value>`, "</arg_value>"])}\n</tool_call>`,
    `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>${name}\n\`\`\`json\n${json(held)}\n\`\`\`<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
    `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>${name}<｜tool▁sep｜>${json(held)}<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
    `<｜DSML｜function_calls>\n<｜DSML｜invoke name="${name}">\n${parameters(held, (key) => [`<｜DSML｜parameter name="${key}" string="true">`, "</｜DSML｜parameter>"])}\n</｜DSML｜invoke>\n</｜DSML｜function_calls>`,
    `<minimax:tool_call>\n<invoke name="${name}">\n${parameters(held, (key) => [`<parameter name="${key}">`, "</parameter>"])}\n</invoke>\n</minimax:tool_call>`,
    `<|tool_calls_section_begin|><|tool_call_begin|>functions.${name}:0<|tool_call_argument_begin|>${json(held)}<|tool_call_end|><|tool_calls_section_end|>`,
    `[${name}(${Object.entries(held as object)
      .map(([key, value]) => `${key}=${json(value)}`)
      .join(", ")})]`,
    `\`\`\`json\n${json({ name, arguments: held }, null, 2)}\n\`\`\``,
    json({ action: name, ...(held as object) }),
    json({ [name]: held }),
    `Action: ${name}\nAction Input: ${json(held)}`,
    `<tool_call><function=${name}>${parameters(held, (key) => [`<parameter=${key}>`, "</parameter>"])}</function></tool_call>`,
    `<function_calls>\n<invoke name="${name}">\n${parameters(held, (key) => [`<parameter name="${key}">`, "</parameter>"])}\n</invoke>\n</function_calls>`,
    `<${name}>${parameters(held, (key) => [`<${key}>`, `</${key}>`])}</${name}>`,
  ];
  const parameters = (held: unknown, tags: (key: string) => readonly [string, string]): string =>
    Object.entries(held as object)
      .map(([key, value]) => tags(key).join(String(value)))
      .join("\n");

  test.each(call("read", { path: "a/b.py" }))("behavior: %j reads", (text) => {
    expect(read(text)).toEqual(READ);
  });
  test.each([
    ...call("read", { path: "a/b.py", lines: "20-40" }),
    ...call("read", { file_path: "a/b.py", start: 20, end: 40 }),
  ])("behavior: %j reads lines", (text) => {
    expect(read(text)).toEqual(PART);
  });
  test.each(call("grep", { text: 'x = "a" ' }))("behavior: %j looks for a text", (text) => {
    expect(read(text)).toEqual({ verb: "grep", text: 'x = "a" ' });
  });
  test.each([
    ...call("edit", { path: "a/b.py", patch: PATCH }),
    ...call("edit", { path: "a/b.py", old: "  x", new: "  y" }),
    ...call("edit", { path: "a/b.py", old_string: "  x\n", new_string: "  y\n" }),
  ])("behavior: %j edits", (text) => {
    expect(read(text)).toEqual(EDIT);
  });
  test.each(call("submit", {}))("behavior: %j hands in", (text) => {
    expect(read(text)).toEqual({ verb: "submit" });
  });
  test.each(call("run", {}))("behavior: %j runs", (text) => {
    expect(read(text)).toEqual({ verb: "run" });
  });
  test.each([
    ['{"read": "a/b.py"}', READ],
    ['{"action": "read a/b.py"}', READ],
    ['{"name": "read", "arguments": "a/b.py 20-40"}', PART],
    ['{"name": "read", "arguments": {"path": "a/b.py", "lines": [20, 40]}}', PART],
    ['{"submit": null}', { verb: "submit" }],
    ["<read>a/b.py</read>", READ],
    ["<submit/>", { verb: "submit" }],
    ["<run></run>", { verb: "run" }],
    [`<edit>a/b.py\n${PATCH}</edit>`, EDIT],
    ['read("a/b.py")', READ],
    ['<|python_tag|>read(path="a/b.py")', READ],
    ["submit()", { verb: "submit" }],
    ["Action: read\nAction Input: a/b.py", READ],
    ["Action: submit\nAction Input: None", { verb: "submit" }],
    ['{"name": "run", "arguments": {"path": "a/b.py"}}', lost("run_takes_nothing")],
    ['read("a/b.py", 20, 40)', PART],
    ['[read("a/b.py", 20, 40)]', PART],
    ['read(path="a/b.py", start=20, end=40)', PART],
    ['read("a/b.py", lines="20-40")', PART],
    ['edit("a/b.py", "  x", "  y")', EDIT],
    ["edit('a/b.py', old='  x', new='  y')", EDIT],
    ['edit(path="a/b.py", old="""  x\n""", new="""  y\n""")', EDIT],
    ['edit(\n  path="a/b.py",\n  old="  x",\n  new="  y",\n)', EDIT],
    ['edit("a/b.py", "a\\tb", "a\\db")', { ...EDIT, patches: [{ old: "a\tb", new: "a\\db", indent: "" }] }],
    ['<function=read>{"path": "a/b.py"}</function>', READ],
    ['<|tool_call|>[{"name": "read", "arguments": {"path": "a/b.py"}}]', READ],
    ['{"name": "functions.read", "arguments": {"path": "a/b.py"}}', READ],
    ['<read path="a/b.py"/>', READ],
    ['<read path="a/b.py" start="20" end="40" />', PART],
    ['<read path="a/b.py"></read>', READ],
    [`<edit path="a/b.py">\n${PATCH}\n</edit>`, EDIT],
    ['<edit path="a/b.py"><old>  x</old><new>  y</new></edit>', EDIT],
    ['Action: read\nAction Input: {"path": "a/b.py"}\nObservation:', READ],
    ["Thought: the store may be wrong.\nAction: read a/b.py", READ],
    ['Thought: not seen yet\nAction: read\nAction Input: {"path": "a/b.py"}\nObservation:', READ],
    ["read a/b.py (lines 20-40)", PART],
    ["read a/b.py (20-40)", PART],
    ["read a/b.py [20, 40]", PART],
    ['read {"path": "a/b.py"}', READ],
    ['edit {"path": "a/b.py", "old": "  x", "new": "  y"}', EDIT],
    ["<|begin_of_box|>read a/b.py<|end_of_box|>", READ],
    ["run<|im_end|>", { verb: "run" }],
    ["read http://localhost/", { ...READ, path: "http://localhost/" }],
    ['grep {"text": "a"}', { verb: "grep", text: '{"text": "a"}' }],
  ])("behavior: %j is read as %o", (text, action) => {
    expect(read(text)).toEqual(action);
  });
  test.each([
    '{"name": "submit", "arguments": {}, "cancel": true}',
    '{"name": "submit", "arguments": {}, "reason": "not sure"}',
    '{"name": "run", "name": "submit", "arguments": {}}',
    '{"name": "submit", "arguments": {"confirm": false, "x": 1}}',
    '{"wrong": {"submit": null}}',
    '{"__proto__": {"submit": null}}',
    '{"action": "do not submit"}',
    '[{"name": "run", "arguments": {}}, {"name": "submit", "arguments": {}}]',
    '{"tool_calls": [{"function": {"name": "run"}}, {"function": {"name": "submit"}}]}',
    '{"name": "read", "arguments": {"path": "a/b.py", "path": "c.py"}}',
    '{"name": "read", "arguments": {"path": "a/b.py", "file": "c.py"}}',
    '{"name": "read", "arguments": {"path": "a/b.py", "mode": "w"}}',
    '{"name": "edit", "arguments": {"path": "a/b.py", "old": "x"}}',
    '{"name": "read", "arguments": {',
    "<submit>",
    "<run></submit>",
    "<tool_call>submit",
    "[TOOL_CALLS]run[ARGS]{}[TOOL_CALLS]submit[ARGS]{}",
    "<｜tool▁call▁begin｜>run<｜tool▁sep｜>{}<｜tool▁call▁end｜><｜tool▁call▁begin｜>submit<｜tool▁sep｜>{}<｜tool▁call▁end｜>",
    '<|tool_call_begin|>functions.submit:0<|tool_call_argument_begin|>{"confirm": false, "x": 1}<|tool_call_end|>',
    "<tool_call>read\n<arg_key>path</arg_key><arg_value>a/b.py</arg_value><arg_key>path</arg_key><arg_value>c.py</arg_value></tool_call>",
    "<tool_call>read\n<arg_key>path</arg_key><arg_value>a/b.py</tool_call>",
    'read(path="a/b.py", path="c.py")',
    "[run(), submit()]",
    'read("a/b.py", "c.py", 1, 2)',
    'read(start=20, "a/b.py")',
    'edit("a/b.py", "x", "\\x41")',
    'edit("a/b.py", "x", f"y")',
    'edit("a/b.py", "x")',
    '<read path="a/b.py" path="c.py"/>',
    '<read path="a/b.py">c.py</read>',
    "Thought: both\nAction: read a/b.py\nAction: submit",
    'read {"path": "a/b.py", "path": "c.py"}',
    'submit {"confirm": false, "x": 1}',
    "<read><path>a/b.py</path><path>c.py</path></read>",
  ])("behavior: %j is no call of which anybody can say what it does", (text) => {
    expect(read(text)).toMatchObject({ verb: "lost" });
  });

  const FORBIDDEN = ["\\ud800", "\\udc00", "\\u0000", "\\u200b", "\\ufeff", "\\u0661", "\\uff11"];
  test.each(FORBIDDEN)(
    "behavior: %s in a call is what it stands for, and the turn is lost as with that itself",
    (escape) => {
      const held = `{"path": "a/b.py", "old": "  x", "new": "  y${escape}"}`;
      const patch = `"<<<<<<<\\n  x\\n=======\\n  y${escape}\\n>>>>>>>"`;
      for (const text of [
        `{"name": "edit", "arguments": ${held}}`,
        `{"name": "edit", "arguments": ${JSON.stringify(held)}}`,
        `{"name": "edit", "arguments": {"path": "a/b.py", "patch": ${patch}}}`,
        `{"name": "edit", "arguments": {"path": "a/b.py", "patches": [${patch}]}}`,
        `<tool_call>{"name": "edit", "arguments": ${held}}</tool_call>`,
        `[TOOL_CALLS]edit[ARGS]${held}`,
        `<｜tool▁call▁begin｜>edit<｜tool▁sep｜>${held}<｜tool▁call▁end｜>`,
        `edit ${held}`,
        `<edit>${held}</edit>`,
        `Action: edit\nAction Input: ${held}`,
        `{"name": "grep", "arguments": {"text": "a${escape}b"}}`,
      ])
        expect(read(text), text).toEqual(lost("forbidden_character"));
      // Where the path of a call is none, nobody says what it does.
      expect(read(`{"name": "read", "arguments": {"path": "a${escape}b"}}`)).toMatchObject({ verb: "lost" });
    },
  );

  test("behavior: escapes of what a text may hold are that, and end lines as they do elsewhere", () => {
    const call = (piece: string) =>
      read(`{"name": "edit", "arguments": {"path": "a/b.py", "old": "  x", "new": "${piece}"}}`);
    expect(call("  \\ud83d\\ude00")).toEqual({ ...EDIT, patches: [{ old: "  x", new: "  😀", indent: "" }] });
    expect(call("  y\\u000d  z")).toEqual({ ...EDIT, patches: [{ old: "  x", new: "  y\n  z", indent: "" }] });
  });

  test("behavior: marks within old or new lines of a call make no patch", () => {
    const held = { path: "a/b.py", old: "x\n=======\ny", new: "z" };
    expect(read(json({ name: "edit", arguments: held }))).toEqual(lost("no_patch"));
  });
});
