import type { FailedTestView } from "../../src/serve/v1/failed-tests.ts";
import { nameOf, words } from "../format.ts";
import { useAsk } from "../use-ask.ts";
import { AskedFor } from "./asked.tsx";
import { ForeignText } from "./foreign-text.tsx";

/** Which hidden test a program failed: run again in the validator's sandbox, since a browser has none. */
export function FailedTest({ round, place, hotkey, of }: { round: number; place: number; hotkey: string; of: string }) {
  const asked = useAsk<FailedTestView>(`rounds/${round}/${place}/${hotkey}/failed-test`);
  return (
    <AskedFor asked={asked} what="failed test">
      {({ failed, reason }) => (
        <section class="failed-test" aria-label={`First failed test of ${of}`}>
          <p>
            Run again in this validator’s sandbox: <b>{words(reason)}</b>.{" "}
            <small>Believe it or not: af verify runs it on your machine.</small>
          </p>
          {failed !== null && (
            <>
              {failed.tests !== null && failed.passed !== null && (
                <p>
                  {failed.passed} of {failed.tests} tests passed.
                  {failed.test !== null && (
                    <>
                      {" "}
                      The first that failed: <b>{nameOf(failed.test)}</b>
                    </>
                  )}
                </p>
              )}
              <ForeignText
                text={failed.input}
                label={`${inputOf(failed.input)} of the first test that failed, ${of}`}
                title={`${inputOf(failed.input)} of the first test that failed`}
              />
              <ForeignText
                text={failed.printed ?? "nothing: it ended before"}
                label={`Printed, ${of}`}
                title="Printed"
              />
              {failed.error !== null && <ForeignText text={failed.error} label={`Error, ${of}`} title="Error" />}
              <ForeignText text={failed.wanted} label={`Wanted, ${of}`} title="Wanted" />
            </>
          )}
        </section>
      )}
    </AskedFor>
  );
}

/** Of a function its call is the input. */
function inputOf(input: string): string {
  return /^[a-z_]\w*\(/i.test(input) ? "Call" : "Input";
}
