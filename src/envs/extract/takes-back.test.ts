import { describe, expect, test } from "vitest";
import { takesBack } from "./takes-back.ts";

function lines(text: string): string[] {
  return text.trim().split(/ \| |\n/);
}

/** Said of the step, the answer or of nothing. */
const TAKEN = lines(`
do not do this | don't do this | not executed | cannot be executed | precondition does not hold | inapplicable
I take this back | taken back | maybe not | if needed | optional | repeat this | twice | do this after the next
swap with next | the plan above fails | (cannot be shown) | (can't be shown) | by assumption | (by assumption)
(assume) | (conjecture) | (to show) | (TODO) | (open) | (no rule applies) | (rule 2 does not apply)
(underivable) | (premise missing) | (contradiction) | (if true) | (I take this back)
the second line does not follow | old value | previous | violates a clause | falsifies a clause | flip all signs
negate everything | the opposite of this | I was mistaken | off by one | minus one | crossed out | mistaken
replaced | Old values | Initial values | infeasible | exceeds the budget | leave these out | everything but these
I take that back | in reverse order | wait, assertion fails | maybe | I give up | counterexample
not any of these | I was not able to prove it | honestly no clue | there is no solution | didn't find the answer
does this satisfy all? | previous attempt | example only | conflict | obsolete | strike this | falsch | faux
earlier | outdated | to be incremented | plus one | approximately | the opposite | these are the initial values
violates an exclusion | previous choice | first try | old step | never | unless needed | or the next one
alternatively do the next | before this, do something else | hypothetical | no effect | unsure | just an example
example | (assumption) | (to prove) | (no rule) | (would need a rule) | (would follow if true) | (probably)
(unclear) | (suppose) | just thinking | wrong | this is wrong | no wait, undo that | only assumed | still open
to be shown | unverified guess | leave out | out | oops | removed | delete this | cancelled | not met
precondition fails | precondition not met | can not be done | not required | not chosen | it does not follow
can’t be proven | goal not reached | this plan is invalid | no plan exists | no, this fails | invalid step
ignore this | this step is removed | not (needed) | should be larger | swapped with the next | don't know
halve it | doubled | do not choose these | not feasible | not my answer | this is not my answer
this is not a solution | scratch that | wrong, see below | rotate | missing premise | too expensive | over budget
nope | error | not part of the plan | does not satisfy the goal | I am not sure | not yet proven
was not executed | this would not work | this should not be done | the step cannot be applied | I withdraw this
withdrawn | this was an error | not true | false | unsatisfied | not proved | not used | this line is unsupported
no longer valid | it is no longer needed | then cancelled | in the opposite order | from last to first | the last first
signs inverted | the other way round | all signs the other way | one more | one less | digits reversed
I could not find a rule | cannot find a rule | I cannot justify this | without the last | minus the last
all but the first | the complement | all others | replaced below | see the corrected version below
to be continued | all but the last | without the last one | only the first counts | made up | forget this | forget it
just an illustration | premature | too early | right to left | swap the first two | exchange the first two steps
attempt that failed | random guess | giving up | none of these | none of these is right | avoid these | forbidden
opposite of the answer | anti-example | sample | sample answer | just a template | invented | this is invented | hallucinated
garbage | nah | on second thought | just kidding | see below for the right one | scrapped | thrown away | throw this away
rescinded | deprecated | non-solution | ran out of time | fix me | over the limit | no valid plan found | I have no idea
could not solve it | not these | no good | (sorry) | (admitted) | (needs proof) | (remains to be proved) | (yet to be proved)
(pending) | (gap here) | (I hope) | by circular reasoning | choose the rest | all others are chosen | to leave out
the complement of these | clause three fails | the third clause fails | ruled out | eliminated | tomorrow | eventually
this attempt failed | example answer | mock answer | dummy values | fake | pure speculation | guesswork | a shot in the dark
no clue | I surrender | aborted | work in progress | to be revised | just for fun | lol | next week | in the future | soon
real answer follows | see next answer | others instead | pick the unlisted ones | those not listed | take none | I am stuck
unable to solve it | provisional
my answer has an error | this answer contains a mistake | this answer is to be ignored | must be fixed | this is broken
no longer holds | one is missing | I made this up | nein | it's wrong | that’s wrong | line two is wrong | every line is wrong
the whole answer is wrong | this one is wrong | what I wrote is wrong | turned out to be wrong | likely incorrect
none of the above | rolled back | everything is invalid | each of them is void | one of these is not right | needs fixing
there must be an error somewhere | full of mistakes | nothing here is right | none of it is correct | I forgot one
every step should be replaced | my choice violates a clause | I think this is off | c'est faux | no longer valid | made up
with the objects swapped | the whole plan is a guess | 错 | 不对 | неверно | ошибка | 틀림 | 間違い | خطأ | λάθος | 👎
was right, now wrong | the correct answer is below | no proof was found | fabricated | to be left out | I could not finish it | dead end
`);

/** Said of the world, of something else, or denied twice. */
const KEPT = lines(`
effects: pazor(betis), dakis(kikes) | effect: pazor(betis), not dubat(betis)
pre: (dubat betis) (fapuz betis kikes) | needs (dubat betis), which holds | betis is removed from dubat
deleted: dubat(betis) | kikes is dropped at pazor | zusib is no longer blocked
satisfies the last unsatisfied goal | not (dubat betis) | fails nothing | not allowed twice
the scope was cancelled | after the undone swap | nothing is assumed | (first step, no redundant lines)
(not needed elsewhere) | betis no longer dubat | removes betis from dubat | betis is no longer in dubat
preconditions hold | precondition satisfied: (dubat betis) | undoes nothing of the goal | first step | first
last step of the first part | does not change zusib | without touching gatod | no conflict | no other way
must come before step 3 | if we did not do this, step 2 would fail | otherwise step 2 is impossible
so that nothing is wrong later | (not needed for the goal directly) | is derived | (given facts only)
no other rule is needed | not given | (not given, by rule 1) | goal reached, done | red is no longer dark
now red is not lit | blue first would be a mistake | cost = 2 (unit cost) | it is over | now it holds
no lamp is left | follows from these | needed for step 2 | best value | chosen | my last word | small ones
it fits | free | by unit | sure | all known now | this is not a given fact | not a fact, but follows
no other premises | used in line 4 | final | after all undos | unchanged since the cancel | no change
not changed by the cancel | same as its alias | the only remaining | no other code fits
nothing else is possible | not over budget | no constraint is broken | within budget
optimal, nothing better exists | not unique | no clause is violated | one of several | does not matter | forced
(dubat betis) is false now | dubat(betis) is no longer true | dubat(betis) does not hold any more
removed: (dubat betis) | deletes dubat(betis), adds pazor(betis) | zusib was wrongly placed
makes the precondition of the next step hold | moves it | prepares step 3 | to prove the goal
(to prove the goal) | by modus ponens | not blocked | not violated | it is not wrong | this is not redundant
no typo | nothing is violated | no step is unnecessary | not undone by the cancel | step 1 | lemma | intermediate
the value after the swap | undo restored it | cancel restored it | betis is dropped
kikes is excluded from pazor | so it can be used | previous line | from the previous line | rule 2, previous line
this step is needed | swaps betis and kikes | this undoes nothing | betis dropped
correct | correct and complete | corrected | check: passed | check | check: rule 1 applies | checked | this is correct
not yet used | not needed afterwards | cannot be done earlier | cannot be skipped | must not be skipped | do not skip this
don't forget this | unavoidable | not a typo | no mistake | which was to be shown | as was to be shown | was to be proved
does not need sopen | not reverted by the cancel | not aliased | not needed by others | cannot be replaced | not dominated
all others are excluded | the rest is not chosen | all others are in conflict with it | none of these clauses is violated
avoids it | arbitrary choice | none | nothing | one of the others is listed | the rest follows | all others are zero | gap closed
to drop it | lost to lumis | samples a path | any order | fake lamp is dark | the next step uses it
all tests pass, I hope | the shortest one, sorry | leaves out nothing | avoids the conflict | forbidden pairs are kept apart | others eliminated | to drop it on dubat
the best guess | now over dubat | pending goal: lit(red) | samples the space | eventually needed for the goal
no line is wrong | nothing is missing | no longer broken | without errors | no errors | never wrong | none of these is wrong
not a mistake | every step is needed | the whole plan is short | was false, now true | true -> false | not minimal, but valid
maybe not the shortest one | everything fits | one of these is listed | what I wrote follows from rule 1 | a missing lamp is lit
not used yet | not yet needed | this was missing | must not exceed the limit | not needed after that | cannot be improved
`);

describe("remarks", () => {
  test.each(TAKEN)("behavior: takes back: %s", (remark) => {
    for (const mark of ["# ", "// ", "; ", "("]) expect(takesBack(`${mark}${remark}`)).toBe(true);
  });

  test.each(KEPT)("behavior: takes nothing back: %s", (remark) => {
    for (const mark of ["# ", "// ", "; "]) expect(takesBack(`${mark}${remark}`)).toBe(false);
  });
});
