import { ERRNO } from "./errno.ts";
import { fillRandom } from "./fill-random.ts";
import type { Guest } from "./guest.ts";
import type { HostFunctions } from "./host-functions.ts";

const RESOLUTION_NS = 1_000n;
const MOST_CLOCKS = 4;
const MS_PER_DAY = 86_400_000;
/** What `Date` can represent, in seconds either side of 1970 (ECMA-262, 21.4.1.1). */
const DATE_RANGE_SECONDS = 8_640_000_000_000n;

/** Clocks and calendar: the virtual clock, UTC. */
export function timeImports(guest: Guest): HostFunctions {
  const broken = (time: bigint, address: number): void => {
    const limit = DATE_RANGE_SECONDS;
    const seconds = time > limit ? limit : time < -limit ? -limit : time;
    writeBrokenDown(guest, address, new Date(Number(seconds) * 1000));
  };
  const fromBroken = (address: number): bigint => {
    const field = (index: number): number => guest.memory.getInt32(address + 4 * index);
    const date = new Date(0);
    date.setUTCFullYear(field(5) + 1900, field(4), field(3));
    date.setUTCHours(field(2), field(1), field(0));
    if (Number.isNaN(date.getTime())) return -1n;
    writeBrokenDown(guest, address, date);
    return BigInt(Math.floor(date.getTime() / 1000));
  };
  const worked = (): bigint => guest.clock.workedNs();
  return {
    // Wall clock, monotonic, processor time of process and thread (WASI).
    clock_time_get(clock: number, _precision: bigint, address: number) {
      const read = [() => guest.clock.nowNs(), () => guest.clock.elapsedNs(), worked, worked][clock];
      if (read === undefined) return ERRNO.invalid;
      guest.memory.setUint64(address, read());
      return 0;
    },
    clock_res_get(clock: number, address: number) {
      if (clock < 0 || clock >= MOST_CLOCKS) return ERRNO.invalid;
      guest.memory.setUint64(address, RESOLUTION_NS);
      return 0;
    },
    emscripten_get_now: () => Number(guest.clock.elapsedNs() / RESOLUTION_NS) / 1000,
    emscripten_date_now: () => Number(guest.clock.nowNs() / 1_000_000n),
    random_get(address: number, length: number) {
      fillRandom(guest, guest.memory.slice(address, length >>> 0));
      return 0;
    },
    _tzset_js(offset: number, hasSummer: number, name: number, summerName: number) {
      guest.memory.setUint32(offset, 0);
      guest.memory.setUint32(hasSummer, 0);
      guest.memory.setText(name, "UTC");
      guest.memory.setText(summerName, "UTC");
    },
    _gmtime_js: broken,
    _localtime_js: broken,
    _mktime_js: fromBroken,
    _timegm_js: fromBroken,
  };
}

/** `struct tm`: seconds, minutes, hours, day, month, year, weekday, day of year, summer time, offset. */
function writeBrokenDown(guest: Guest, address: number, date: Date): void {
  const start = address >>> 0;
  const firstDay = new Date(0);
  firstDay.setUTCFullYear(date.getUTCFullYear(), 0, 1);
  const fields = [
    date.getUTCSeconds(),
    date.getUTCMinutes(),
    date.getUTCHours(),
    date.getUTCDate(),
    date.getUTCMonth(),
    date.getUTCFullYear() - 1900,
    date.getUTCDay(),
    Math.floor((date.getTime() - firstDay.getTime()) / MS_PER_DAY),
    0,
    0,
  ];
  for (const [index, value] of fields.entries()) guest.memory.setUint32(start + 4 * index, value);
}
