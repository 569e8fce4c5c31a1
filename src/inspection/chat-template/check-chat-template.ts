import { Analysis } from "./analysis.ts";
import type { Kind } from "./kind.ts";
import { parseTemplate } from "./parse-template.ts";
import { TemplateDefect } from "./template-defect.ts";
import type { Scope } from "./scope.ts";
import { kindOf } from "./walk-expression.ts";
import { walk } from "./walk-statements.ts";

const WALKERS = { expression: kindOf, statements: walk };

/** Rounds until nothing new can come out: each makes at least one attribute hold more, and there are few. */
const MAX_ROUNDS = 64;

/**
 * Why a chat template is not admitted; `undefined` when it is.
 *
 * A template is a program that runs on every question. One is admitted when it provably cannot work on it: it may copy
 * the text of messages, cut it at marks that stand in the template, and branch on a bounded number of facts of the form
 * "the text contains this mark". It may not go through the text, count, index or compare it with anything computed. See
 * docs/decisions/0008-chat-templates.md.
 *
 * @param maxBytes UTF-8 bytes that a template may have
 */
export function chatTemplateFault(template: string, maxBytes: number): string | undefined {
  const bytes = Buffer.byteLength(template, "utf8");
  if (bytes > maxBytes) return `the chat template has ${bytes} bytes, at most ${maxBytes} are admitted`;
  try {
    const statements = parseTemplate(template);
    const attributes = new Map<string, Kind>();
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const analysis = new Analysis(attributes, WALKERS);
      analysis.walk(statements, emptyScope());
      if (!analysis.changed) return undefined;
    }
    return "the chat template keeps too many things in namespaces";
  } catch (thrown) {
    if (!(thrown instanceof TemplateDefect)) throw thrown;
    return `the chat template could compute with the question: ${thrown.message}`;
  }
}

function emptyScope(): Scope {
  return { names: new Map(), macros: new Map(), calling: [], inText: false, guarded: false, put: () => undefined };
}
