/**
 * What `work` does a second of this process's processor time, the best of so many times: the machine may be busy.
 *
 * @param work returns how much it did
 */
export function perCpuSecond(work: () => number, times: number): number {
  let best = 0;
  for (let time = 0; time < times; time += 1) {
    const started = process.cpuUsage();
    const done = work();
    const { user, system } = process.cpuUsage(started);
    best = Math.max(best, (done * 1e6) / (user + system));
  }
  return best;
}
