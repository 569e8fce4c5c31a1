import type { DocsCommand } from "./read-commands.ts";

/** A test that runs the commands of some pages, as they are written, one after the other. */
export interface Scene {
  readonly name: "loop" | "demo" | "localnet" | "alone";
  /** The test's file. */
  readonly test: string;
  readonly what: string;
  readonly pages: readonly string[];
}

export const SCENES: readonly Scene[] = [
  {
    name: "loop",
    test: "test/docs/mining.ci.test.ts",
    what: "beside `af demo`, from a wallet to a crown",
    pages: ["docs/mining.md"],
  },
  {
    name: "demo",
    test: "test/docs/demo.full.test.ts",
    what: "beside a running demo",
    pages: [
      "README.md",
      "docs/arena.md",
      "docs/export.md",
      "docs/model-hub.md",
      "docs/records.md",
      "docs/simulate.md",
      "docs/verifying.md",
    ],
  },
  {
    name: "localnet",
    test: "test/docs/localnet.ci.test.ts",
    what: "with `af localnet`",
    pages: ["docs/embedded-chain.md", "docs/signer.md", "docs/validating.md"],
  },
  {
    name: "alone",
    test: "test/docs/alone.full.test.ts",
    what: "in an empty folder",
    pages: [
      "docs/environments-build.md",
      "docs/environments-levels.md",
      "docs/environments.md",
      "docs/eval.md",
      "docs/sandbox.md",
      "docs/serve.md",
      "docs/training.md",
    ],
  },
];

/** Which test runs a line; `undefined` for a page that no test knows. */
export function sceneOf({ page }: Pick<DocsCommand, "page">): Scene | undefined {
  return SCENES.find(({ pages }) => pages.includes(page));
}
