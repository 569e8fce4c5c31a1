/** Why a chat template is not admitted, with the line. */
export class TemplateDefect extends Error {
  readonly line: number;

  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`);
    this.name = "TemplateDefect";
    this.line = line;
  }
}
