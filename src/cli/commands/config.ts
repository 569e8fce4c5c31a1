import { clip } from "../../io/index.ts";
import { OPTIONS, type OptionName, type OptionSpec } from "../../config/index.ts";
import type { CommandContext } from "../context.ts";
import { printJson, printLine } from "../output.ts";
import { table } from "../table.ts";

export async function showConfig(context: CommandContext, options: { sources?: boolean }): Promise<void> {
  const { config } = context;
  const names = Object.keys(OPTIONS) as OptionName[];
  const shown = names.map((name) => {
    const spec: OptionSpec = OPTIONS[name];
    const value = config.values[name];
    const text = value === undefined ? (spec.defaultText ?? null) : spec.secret === true ? "(set)" : value;
    return { name, env: spec.env, value: text, source: config.sources[name] };
  });
  if (context.json) {
    await printJson({ options: shown, files: config.files, notices: config.notices });
    return;
  }
  const columns = [{ title: "option" }, { title: "value" }, ...(options.sources === true ? [{ title: "source" }] : [])];
  const rows = shown.map((row) => [
    row.name,
    clip(row.value === null ? "-" : typeof row.value === "string" ? row.value : JSON.stringify(row.value), 34),
    ...(options.sources === true
      ? [row.source === "environment" || row.source === ".env" ? `${row.source}: ${row.env}` : row.source]
      : []),
  ]);
  await printLine(table(columns, rows));
  for (const notice of config.notices) await printLine(`note: ${notice}`);
}
