/** Commands of the documentation that no test can run, by what they need. Each is still read, as far as it is ours. */
export interface Outside {
  readonly commands: RegExp;
  readonly why: string;
}

/** The first that matches counts. A line that none matches is run by a test: `scenes.ts` says which. */
export const OUTSIDE: readonly Outside[] = [
  {
    commands: /af demo --until-weights/,
    why: "a demo of its own; `test/e2e/demo.ci.test.ts` and `demo.full.test.ts` run it",
  },
  {
    commands: /^\.\/bin\/af preflight --model_path|af push --coldkey C/,
    why: "a model that was trained; `test/docs/mining.ci.test.ts` runs both",
  },
  { commands: /^btcli /, why: "Bittensor's own program, and a coldkey with TAO" },
  { commands: /^docker[ -]compose/, why: "Docker and published images; `ops/check-containers.sh` checks the files" },
  { commands: /^npm ci$/, why: "`.ci/run` begins with it" },
  { commands: /^npm (ci|install) && npm /, why: "`.ci/run` installs, builds and tests; the demo is run by `af demo`" },
  { commands: /^npm (test|run (test|lint|typecheck|bench)\S*)$/, why: "`.ci/run` is made of these" },
  { commands: /^node scripts\/build\.mjs code$/, why: "tests build what they run with it" },
  { commands: /^npm i affine@/, why: "the registry; `test/package` installs the packed package under that name" },
  { commands: /^pip install /, why: "`.ci/run` makes the Python environments; `test/trainers` uses the wheel" },
  { commands: /^AFFINE_TEST_\w+=/, why: "a real node, runtime or its metadata: docs/chain.md says where from" },
  { commands: /kissat|my-model/, why: "a solver or a model of the reader's own" },
  { commands: /--push me\//, why: "an account on Hugging Face" },
  { commands: /https:\/\/\w+\.example/, why: "a validator's store on the network" },
  {
    commands: /me\/affine-7b|--base-url (URL|http:\/\/127\.0\.0\.1:8000)/,
    why: "a model of the reader's own behind an address",
  },
  { commands: /--uid 5$/, why: "a real subnet's miner; `test/e2e/mining.full.test.ts` asks for one of a localnet" },
  { commands: /^python3? ask\.py/, why: "the reader's own model" },
  { commands: /^af env evaluate answers\.ndjson > rewards/, why: "the answers of the reader's own model" },
  {
    commands: /^SIGNER_TOKEN_FILE=/,
    why: "a second machine, or a second signer of one key; `test/e2e/signer.ci.test.ts` runs it over TCP",
  },
  {
    commands: /^af env curriculum /,
    why: "a card with a measured model; `src/cli/commands/env/model-card.ci.test.ts` makes one",
  },
  {
    commands: /^af serve --host 0\.0\.0\.0/,
    why: "other machines; `test/e2e/serve.test.ts` serves with a token",
  },
  {
    commands: /my-env\.mjs/,
    why: "an environment of the reader's own; `test/e2e/own-environment.ci.test.ts` writes some",
  },
  {
    commands: /^af simulate( |$)(?!--list|--estimate)/,
    why: "minutes to hours; `src/simulate` and its suite are tested",
  },
  { commands: /write-mechanism-tables/, why: "the figures of a whole suite, which takes hours" },
  { commands: /curl .*(0x…|@call\.json)|curl \$URL/, why: "a call of the reader's own; the contract suites send such" },
  { commands: /policy_gradient\.py/, why: "a minute of training; `test/trainers/learns.full.test.ts` runs it" },
  { commands: /--no-runner$|^(\.\/bin\/)?af runner/, why: "several processes; `test/e2e/bucket.ci.test.ts` runs them" },
];

export function outsideOf(command: string): Outside | undefined {
  return OUTSIDE.find(({ commands }) => commands.test(command));
}
