import type { Bar, CardTimings } from "./card.ts";
import type { CardClock } from "./card-clock.ts";
import { LONG_HOSTILE_LENGTH, longHostileAnswers } from "./hostile-answers.ts";
import { draw, type Subject } from "./subject.ts";

const GENERATE_P99_MS = 250;
const CHECK_P99_MS = 20;
const HOSTILE_MS = 100;
/** Questions that are drawn before the clock counts, so that compiled code is measured. */
const WARM_UP = 50;
const TIMED_RUNS = 3;

/**
 * Each duration is the middle one of three runs of the very same work, so that what else the machine does, or the
 * collector of garbage, decides little.
 */
export async function timings(subject: Subject, samples: number, clock: CardClock): Promise<CardTimings> {
  const { environment, study, context } = subject;
  const nowMs = (): number => clock.nowMs();
  const generateP99Us: Record<string, number> = {};
  const checkP99Us: Record<string, number> = {};
  const timed = async (work: () => unknown): Promise<number> => {
    const durationsMs: number[] = [];
    for (let run = 0; run < TIMED_RUNS; run += 1) {
      const start = nowMs();
      await work();
      durationsMs.push(nowMs() - start);
    }
    return durationsMs.sort((a, b) => a - b)[TIMED_RUNS >> 1] as number;
  };
  for (const level of environment.info.levels) {
    const generate: number[] = [];
    const check: number[] = [];
    for (let index = 0; index < samples + WARM_UP; index += 1) {
      const generated = draw(subject, level, "timing", index);
      const answer = study.oracle(generated);
      const unsandboxed = study.timedContext?.(generated) ?? context;
      const checkMs = await timed(() => environment.check(generated.secret, answer, unsandboxed));
      if (index < WARM_UP) continue;
      generate.push(await timed(() => draw(subject, level, "timing", index)));
      check.push(checkMs);
    }
    generateP99Us[level] = p99Us(generate);
    checkP99Us[level] = p99Us(check);
  }
  const { secret } = draw(subject, environment.info.levels[0] as number, "timing", 0);
  let slowestHostileMs = 0;
  for (const answer of longHostileAnswers(LONG_HOSTILE_LENGTH)) {
    const hostileMs = await timed(() => environment.check(secret, answer, context));
    slowestHostileMs = Math.max(slowestHostileMs, Math.round(hostileMs * 10) / 10);
  }
  const bars: Bar[] = [
    bar("generate p99", Math.max(...Object.values(generateP99Us)) / 1000, GENERATE_P99_MS),
    bar("check p99", Math.max(...Object.values(checkP99Us)) / 1000, CHECK_P99_MS),
    bar("hostile answer of 256 KiB", slowestHostileMs, HOSTILE_MS),
  ];
  return { runs: TIMED_RUNS, clock: clock.name, generateP99Us, checkP99Us, slowestHostileMs, bars };
}

function p99Us(durationsMs: number[]): number {
  const sorted = durationsMs.sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length * 0.99)] as number) * 1000);
}

function bar(check: string, measuredMs: number, limitMs: number): Bar {
  return { check, bar: `≤ ${limitMs} ms`, measured: `${measuredMs} ms`, met: measuredMs <= limitMs };
}
