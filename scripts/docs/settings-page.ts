import { type Description, REFERENCE } from "#lib/settings/reference.ts";
import { markdownTable } from "./table.ts";

/** docs/settings.md. */
export function settingsPage(): string {
  const groups = Object.entries(Object.groupBy(Object.entries(REFERENCE), ([, { group }]) => group));
  return [
    "# Settings",
    "<!-- Made from lib/settings by npm run docs: change it there. -->",
    `They are environment variables, and may stand in \`.env.local\`; the environment wins. All are read at the start. If
any is missing or malformed, Livewall does not start and lists everything that is wrong. A blank one counts as absent.
In such a file \`$NAME\` stands for another setting, as Next reads it: a dollar itself is written \`\\$\`.
\`npm run setup\` writes those that have no default, and \`npm run livewall -- doctor\` checks them.`,
    ...groups.flatMap(([group, settings = []]) => [
      `## ${group}`,
      markdownTable(
        ["name", "meaning", "default"],
        settings.map(([name, description]) => [`\`${name}\``, meaning(description), fallback(description)]),
      ),
    ]),
  ].join("\n\n");
}

function meaning({ meaning: words, limits }: Description): string {
  return limits === undefined ? words : `${words} From ${limits[0]} to ${limits[1]}.`;
}

function fallback({ default: value, otherwise }: Description): string {
  return value === undefined ? (otherwise ?? "") : `\`${value}\``;
}
