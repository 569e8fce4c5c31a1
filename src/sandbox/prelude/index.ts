import { ASYNC_PRELUDE } from "./async-prelude.ts";
import { COLLECTOR_PRELUDE } from "./collector-prelude.ts";
import { IMPORTS_PRELUDE } from "./imports-prelude.ts";
import { RUNNER_PRELUDE } from "./runner-prelude.ts";
import { SYSTEM_PRELUDE } from "./system-prelude.ts";
import { THREADS_PRELUDE } from "./threads-prelude.ts";
import { WIDE_PRELUDE } from "./wide-prelude.ts";

/** Python that is run once, in this order, before the snapshot is taken. */
export const PRELUDE: readonly string[] = [
  IMPORTS_PRELUDE,
  SYSTEM_PRELUDE,
  WIDE_PRELUDE,
  COLLECTOR_PRELUDE,
  THREADS_PRELUDE,
  ASYNC_PRELUDE,
  RUNNER_PRELUDE,
];
