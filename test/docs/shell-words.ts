/** A simple command of a shell line: what it sets before it, its program and its words. */
export interface SimpleCommand {
  readonly variables: readonly string[];
  readonly words: readonly string[];
}

/**
 * The simple commands of a shell line, between pipes, `&&` and `;`; redirections are left out. Enough of a shell for
 * what documentation holds, and loud about the rest.
 */
export function simpleCommands(line: string): SimpleCommand[] {
  const commands: { variables: string[]; words: string[] }[] = [{ variables: [], words: [] }];
  let isTarget = false;
  for (const token of tokensOf(line)) {
    if (token.kind === "operator") {
      if (isTarget) throw new Error(`nothing is named behind < or >: ${line}`);
      if (token.text === "<" || token.text === ">") isTarget = true;
      else commands.push({ variables: [], words: [] });
    } else if (isTarget) isTarget = false;
    else {
      const command = commands.at(-1)!;
      const isAssignment = command.words.length === 0 && /^[A-Z_][A-Z0-9_]*=/.test(token.text);
      (isAssignment ? command.variables : command.words).push(token.text);
    }
  }
  return commands;
}

type Token = { readonly kind: "word" | "operator"; readonly text: string };

function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let word: string | undefined;
  const end = (): void => {
    if (word !== undefined) tokens.push({ kind: "word", text: word });
    word = undefined;
  };
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at]!;
    if (character === "'" || character === '"') {
      const close = line.indexOf(character, at + 1);
      if (close === -1) throw new Error(`a quote is not closed: ${line}`);
      word = (word ?? "") + line.slice(at + 1, close);
      at = close;
    } else if (/\s/.test(character)) end();
    else if ("|;<>&".includes(character)) {
      end();
      const text = line.startsWith("&&", at) ? "&&" : character;
      if (text === "&") throw new Error(`a command in the background: ${line}`);
      tokens.push({ kind: "operator", text });
      at += text.length - 1;
    } else word = (word ?? "") + character;
  }
  end();
  return tokens;
}
