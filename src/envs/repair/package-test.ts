/** One test of a package: commands, and what it must print to them, line for line. */
export interface PackageTest {
  readonly commands: readonly string[];
  readonly printed: readonly string[];
}

/** A test as a file of the package: each command behind `> `, below it what must be printed. */
export function testText({ commands, printed }: PackageTest): string {
  return commands.map((command, index) => `> ${command}\n${printed[index] ?? ""}\n`).join("");
}

/** The path of a visible test, from 1. */
export function testPath(number: number): string {
  return `tests/${number}.txt`;
}
