import type { Status } from "../../serve/index.ts";
import { say, terminal, type Terminal } from "../../telemetry/index.ts";
import { drawStatus } from "./draw-status.ts";

const REDRAW_MS = 500;

export interface StatusView {
  /** Draws the last state and lets go of the terminal. */
  close(): void;
}

/**
 * Shows a validator's state on stderr: a picture that changes in place on a terminal, else one plain line whenever
 * something worth a line has happened.
 */
export function showStatus(read: () => Status | undefined, options: { color: boolean; pageUrl?: string }): StatusView {
  const there = terminal();
  const view = there === undefined ? plainLines(read) : livePicture(there, read, options);
  let closed = false;
  return {
    close() {
      if (!closed) view.close();
      closed = true;
    },
  };
}

function livePicture(
  there: Terminal,
  read: () => Status | undefined,
  options: { color: boolean; pageUrl?: string },
): StatusView {
  const picture = there.open();
  const draw = (): void => {
    const status = read();
    if (status !== undefined)
      picture.draw(drawStatus(status, { width: there.columns, height: there.room, ...options }));
  };
  const timer = setInterval(draw, REDRAW_MS);
  draw();
  return {
    close() {
      clearInterval(timer);
      draw();
      picture.close({ leave: true });
    },
  };
}

function plainLines(read: () => Status | undefined): StatusView {
  let previous: Status | undefined;
  const look = (): void => {
    const status = read();
    if (status === undefined) return;
    for (const line of news(previous, status)) say(line);
    previous = status;
  };
  const timer = setInterval(look, REDRAW_MS);
  return {
    close() {
      clearInterval(timer);
      look();
    },
  };
}

/** What changed between two states, a line each. */
export function news(before: Status | undefined, now: Status): string[] {
  const lines: string[] = [];
  // Before the chain was looked at there is no block to name.
  const block = now.chain.block === 0 ? "starting" : `block ${now.chain.block}`;
  // Of the contest everything is as of the block that is decided, which is not the newest.
  const decided = now.contest === null ? block : `block ${now.contest.block}`;
  const champion = now.contest === null ? now.champion : now.contest.champion;
  const former = before?.contest === null ? before.champion : before?.contest.champion;
  if (champion !== null && champion.hotkey !== former?.hotkey) {
    const crown = now.contest?.crowns[0];
    const won = crown?.byTest === true ? "crowned by test" : "as nobody reigned,";
    const how = crown === undefined ? "" : `, ${won} after ${crown.rounds} rounds`;
    lines.push(`${decided}: champion is uid ${champion.uid} ${champion.model}${how}`);
  }
  if (champion === null && former != null && now.replaying === null) {
    lines.push(`${decided}: nobody reigns: uid ${former.uid} ${former.model} has left`);
  }
  if (
    now.weights.block !== null &&
    (now.weights.block !== before?.weights.block || now.weights.confirmed !== before.weights.confirmed)
  ) {
    const who = Object.keys(now.weights.vector)
      .map((uid) => `uid ${uid}`)
      .join(", ");
    lines.push(
      `${block}: weights for ${who} ${now.weights.confirmed ? "confirmed" : "sent"} at block ${now.weights.block}`,
    );
  }
  // Under affine-v2 every block or two has one. While they are read after a start their number means nothing.
  if (
    !now.readingScores &&
    now.records.shards !== (before?.records.shards ?? 0) &&
    (now.contest === null || now.records.shards % 20 === 1)
  ) {
    lines.push(`${block}: ${now.records.rollouts} records in ${now.records.shards} signed shards`);
  }
  for (const challenger of now.contest?.challengers ?? []) {
    const seen = before?.contest?.challengers.find(({ hotkey }) => hotkey === challenger.hotkey);
    if (seen?.state === challenger.state) continue;
    const why = challenger.reason === null ? "" : ` (${challenger.reason})`;
    lines.push(
      `${decided}: uid ${challenger.uid} ${challenger.model} ${challenger.state}${why}, ${challenger.rounds} rounds`,
    );
  }
  for (const { uid, model, reason, detail } of now.contest?.outside ?? []) {
    const seen = before?.contest?.outside.find((entry) => entry.uid === uid);
    if (seen?.reason !== reason)
      lines.push(`${decided}: uid ${uid} ${model ?? ""} is not tested: ${reason}, ${detail}`);
  }
  const known = new Set(before?.alarms.map((alarm) => `${alarm.atMs} ${alarm.code}`));
  for (const alarm of now.alarms) {
    if (!known.has(`${alarm.atMs} ${alarm.code}`)) lines.push(`${block}: alarm ${alarm.code}: ${alarm.message}`);
  }
  return lines;
}
