/** README.md of a new environment. */
export function readmeText(environmentName: string, packageName: string): string {
  return `# ${packageName}

An environment for Affine: an endless source of questions with exact checking.
It is complete as it stands. Change the question, keep the rules.

| file              | holds                                                      |
| ----------------- | ---------------------------------------------------------- |
| \`src/index.js\`    | name, version, levels: \`defineEnvironment\`                 |
| \`src/question.js\` | what is asked: a pure function of level and random numbers |
| \`src/verdict.js\`  | how answers are judged: exact, bounded, never throws       |
| \`src/study.js\`    | the right answer, guesses, tricks and solvers for the card |

In this folder:

\`\`\`
npm test
af env card . --samples 300
af env sample . -n 3 --seed 1 > questions.ndjson
af env evaluate answers.ndjson --module .
\`\`\`

\`af\` loads this package and gives it its own copy of \`affine\`. \`npm test\`
and editors look for \`affine\` in \`node_modules\`, where \`af env new\` has put a
link. In a fresh clone, and after npm has tidied it away, put it back:

\`\`\`
npm i --no-save affine@npm:affine-arena
\`\`\`

Before you publish, take another name than ${environmentName} if the question
has become another one, replace the answer format in \`src/index.js\`, and let
\`af env card .\` meet every bar with its default 1000 samples. What is published
must not change: a new text, template, parameter or checker is a new version.
Keep its card, and let your CI compare it within seconds:

\`\`\`
af env card . --json > card.json
af env card . --against card.json
\`\`\`

## Use

\`\`\`js
import * as af from "affine";
import { environment } from "${packageName}";

af.registerEnvironment(environment);
const door = af.environmentDoor(environment);
const challenge = await door.generate({ level: 2 });
const { score, reason } = await challenge.evaluate("<answer>…</answer>");
\`\`\`
`;
}
