import type { RoundView } from "../../arena/index.ts";
import { printable } from "../../io/index.ts";
import { shardKey } from "../../store/index.ts";

/** A round in words; each answer with the line that proves it. */
export function drawRound(round: RoundView, netuid: number): string[] {
  const { validator, champion, beacon, questions } = round;
  const lines = [
    `round ${round.round}, block ${round.block}`,
    ...(beacon === null ? [] : [`hash ${beacon}`]),
    `validator ${validator}`,
  ];
  if (questions.length === 0) lines.push("nothing is recorded: the round is missing");
  for (const { env, index, challenge, answers } of questions) {
    lines.push("", `${env} ${index + 1}  ${challenge}`);
    for (const { uid, hotkey, model, outcome, score, reason, seq, line } of answers) {
      const said = outcome === "scored" || outcome === "model_failure" ? `${(score / 10).toFixed(1)}%` : outcome;
      const role = champion === null ? "tried alone:" : hotkey === champion ? "champion" : "challenger";
      lines.push(`  ${said.padStart(7)}  ${role} uid ${uid} ${printable(model, 40)}: ${reason.replaceAll("_", " ")}`);
      lines.push(`           ${shardKey({ netuid, hotkey: validator, seq })}#${line}`);
    }
  }
  return lines;
}
