/**
 * The direction of imports between rooms, from docs/architecture.md: data flows left to right, imports point back.
 * `npm run lint:imports` fails on a cycle and on an import that points the wrong way.
 */
const open = ["core", "io", "config", "telemetry"];
const upToStore = [
  "wallet",
  "chain",
  "sandbox",
  "envs",
  "inference",
  "hub",
  "roster",
  "inspection",
  "record",
  "store",
  "mechanism",
  "signer",
];
const upToValidator = [...upToStore, "replay", "rounds", "validator"];

/** room -> rooms it may import, besides itself */
const mayImport = {
  core: [],
  io: ["core"],
  config: ["core", "io"],
  telemetry: ["core", "io", "config"],
  wallet: open,
  chain: [...open, "wallet"],
  sandbox: open,
  envs: ["core", "sandbox"],
  doors: [...open, "sandbox", "envs"],
  inference: open,
  hub: open,
  roster: [...open, "wallet", "chain", "hub", "inference"],
  inspection: [...open, "wallet", "chain", "hub", "inference", "roster"],
  record: ["core", "wallet"],
  store: [...open, "record"],
  mechanism: ["core"],
  signer: [...open, "wallet", "chain", "record"],
  replay: [...open, ...upToStore],
  dataset: [...open, "record", "store", "hub"],
  rounds: [...open, ...upToStore, "replay"],
  validator: [...open, ...upToStore, "replay", "rounds"],
  miner: [...open, ...upToValidator],
  audit: [...open, ...upToValidator],
  arena: [...open, ...upToValidator],
  serve: [...open, ...upToValidator, "doors", "audit", "arena"],
  localnet: [...open, ...upToValidator, "serve"],
  simulate: [...open, "mechanism"],
};

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "not-to-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-test-code-in-source",
      severity: "error",
      from: { path: "^src/", pathNot: "\\.test\\.ts$" },
      to: { path: "\\.test\\.ts$|^test/|^bench/" },
    },
    {
      name: "no-development-package-in-source",
      severity: "error",
      from: { path: "^src/", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg"] },
    },
    {
      name: "models-see-the-prompt-only",
      comment: "Scripted models of the embedded host may share words with nobody but core's random numbers.",
      severity: "error",
      from: { path: "^src/localnet/models/", pathNot: "\\.test\\.ts$" },
      to: { path: "^src/", pathNot: "^src/(core|localnet/models)/" },
    },
    {
      name: "nobody-imports-the-command-line",
      severity: "error",
      from: { path: "^src/(?!cli/)" },
      to: { path: "^src/cli/" },
    },
    ...Object.entries(mayImport).map(([room, allowed]) => ({
      name: `imports-of-${room}`,
      severity: "error",
      // A corpus is the one file that the pure room of environments reads.
      from: { path: `^src/${room}/`, pathNot: "\\.test\\.ts$|^src/envs/corpus/corpus-registry\\.ts$" },
      to: { path: "^src/", pathNot: `^src/(${[room, ...allowed].join("|")})/` },
    })),
    {
      name: "imports-of-the-corpus-registry",
      severity: "error",
      from: { path: "^src/envs/corpus/corpus-registry\\.ts$" },
      to: { path: "^src/", pathNot: "^src/(core|io|envs)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};
