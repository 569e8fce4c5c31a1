/** Tests that need something from outside of the repository, which the caller names by a variable. */
export interface Outside {
  readonly variable: string;
  /** What is tested with it. */
  readonly what: string;
  /** How to set the variable. */
  readonly example: string;
  /** A part of the full name of every such test, and of no other. */
  readonly inName: string;
}

export const REAL_METADATA: Outside = {
  variable: "AFFINE_TEST_METADATA",
  what: "the chain's adapter on a real runtime's metadata",
  example: "metadata.scale",
  inName: "real metadata",
};

export const REAL_NODE: Outside = {
  variable: "AFFINE_TEST_SUBTENSOR",
  what: "the chain's adapter on a real node",
  example: "ws://127.0.0.1:9944",
  inName: "subtensor, over a real node",
};

/** Tests of it are of the ci tier. */
export const REAL_RUNTIME: Outside = {
  variable: "AFFINE_TEST_RUNTIME",
  what: "the chain's adapter on a real runtime (chopsticks)",
  example: "node_subtensor_runtime.compact.compressed.wasm",
  inName: "subtensor, over a real runtime",
};

/** Tests of it are of the ci tier. */
export const REAL_TRAINERS: Outside = {
  variable: "AFFINE_TEST_TRAINERS",
  what: "the doors with the trainers' own clients",
  example: "a folder of Python environments, one for each list in ops/trainers/ (ops/python-env.sh)",
  inName: "trainer's own client",
};

/** Tests of it are of the ci tier. */
export const REAL_S3: Outside = {
  variable: "AFFINE_TEST_S3",
  what: "the record on a real S3 server (moto_server)",
  example: "the folder of programs that ops/python-env.sh FOLDER python3 ops/services/s3.txt prints",
  inName: "a real S3 server",
};

/** Tests of it are of the ci tier. */
export const REAL_REDIS: Outside = {
  variable: "AFFINE_TEST_REDIS",
  what: "the work queue on a real Redis, with runners that are killed",
  example: "/usr/bin/redis-server",
  inName: "a real Redis",
};

/** Tests of it are of the ci tier. */
export const REAL_BITTENSOR: Outside = {
  variable: "AFFINE_TEST_BITTENSOR",
  what: "key files, seals, epochs and signatures with Bittensor's own packages",
  example: "a Python environment of ops/counterparts/bittensor.txt (ops/python-env.sh)",
  inName: "Bittensor's own packages",
};

/** Tests of it are of the ci tier. */
export const REAL_HUGGINGFACE: Outside = {
  variable: "AFFINE_TEST_HUGGINGFACE",
  what: "models with the real huggingface_hub",
  example: "the python of an environment of ops/trainers/openenv.txt, which has it (ops/python-env.sh)",
  inName: "the real huggingface_hub",
};

/** The variable's value; an empty one is none. */
export function valueOf({ variable }: Outside): string | undefined {
  const value = process.env[variable];
  return value === "" ? undefined : value;
}

/** What became of the tests of one kind in a run. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** The line at the end of a run. */
export function closingLine(outside: Outside, { passed, failed }: Tally): string {
  const { variable, what, example } = outside;
  const set = valueOf(outside) !== undefined;
  if (passed + failed === 0) {
    const why = set
      ? `${variable} is set, but none of its tests was in this run`
      : `set ${variable}=${example} to do so`;
    return `NOT TESTED: ${what}: ${why}.`;
  }
  if (failed > 0) return `TESTED, AND FAILED: ${what}: ${failed} of ${passed + failed} tests.`;
  return `TESTED: ${what}: ${passed} tests passed.`;
}
