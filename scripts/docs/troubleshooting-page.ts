import { ADVICE } from "../../cli/doctor/advice/index.ts";
import type { Advice } from "../../cli/doctor/advice/advice.ts";

const STATES = { fail: "fails", warn: "warns", skip: "cannot tell" } as const;

/** docs/troubleshooting.md. */
export function troubleshootingPage(): string {
  const entries: [string, Advice][] = Object.entries(ADVICE);
  const checks = Object.entries(Object.groupBy(entries, ([, { check }]) => check));
  return [
    "# Troubleshooting",
    "<!-- Made from cli/doctor/advice by npm run docs: change it there. -->",
    `Ask the doctor first, with the settings of the process that is in trouble:

\`\`\`sh
npm run livewall -- doctor
\`\`\`

It tries what Livewall needs, from the settings to a signed hook through the public address, and names each finding in
square brackets. Below is what each means and what to do. A finding that **fails** loses hooks or shows nothing; one that
**warns** costs something, or will. The exit code is 1 when anything failed. To a program it answers with
\`npm run --silent livewall -- doctor --json\`: without \`--silent\`, npm prints lines of its own.`,
    ...checks.flatMap(([check, findings = []]) => [
      `## ${check[0]?.toUpperCase() ?? ""}${check.slice(1)}`,
      ...findings.map(
        ([code, { state, means, todo }]) => `### ${code}\n\n_${STATES[state]}._ ${means}\n\n${todo}`,
      ),
    ]),
  ].join("\n\n");
}
