import { ADVICE } from "../../cli/doctor/advice/index.ts";
import type { Advice } from "../../cli/doctor/advice/advice.ts";
import { markdownTable } from "./table.ts";

const STATES = { fail: "fails", warn: "warns", skip: "cannot tell" } as const;

/** docs/troubleshooting.md. */
export function troubleshootingPage(): string {
  const entries: [string, Advice][] = Object.entries(ADVICE);
  const checks = Object.entries(Object.groupBy(entries, ([, { check }]) => check));
  return [
    "# Troubleshooting",
    "<!-- Made from cli/doctor/advice by npm run docs: change it there. -->",
    `Run the doctor with the settings of the process that is in trouble:

\`\`\`sh
npm run livewall -- doctor
\`\`\`

It prints the name of each finding in square brackets. The exit code is 1 if a check failed. For programs:
\`npm run --silent livewall -- doctor --json\`.`,
    markdownTable(
      ["result", "meaning"],
      [
        ["fails", "hooks are lost, or the wall shows nothing"],
        ["warns", "it costs something, or will"],
        ["cannot tell", "the check was not possible"],
      ],
    ),
    ...checks.flatMap(([check, findings = []]) => [
      `## ${check[0]?.toUpperCase() ?? ""}${check.slice(1)}`,
      ...findings.map(
        ([code, { state, means, todo }]) => `### ${code}\n\n_${STATES[state]}._ ${means}\n\n${todo}`,
      ),
    ]),
  ].join("\n\n");
}
