import type { Table } from "#lib/settings/parse.ts";
import { SECTIONS } from "#lib/settings/table.ts";
import { TOOLS } from "../../cli/tool-settings.ts";
import { markdownTable } from "./table.ts";

/** docs/settings.md. */
export function settingsPage(): string {
  return [
    "# Settings",
    "<!-- Made from lib/settings/table.ts and cli/tool-settings.ts by npm run docs: change it there. -->",
    `Settings are environment variables, or lines of \`.env.local\`. The environment has priority. Livewall reads them at its
start. If any is missing or malformed, it lists all errors and ends. A blank setting counts as absent. In a file,
\`$NAME\` stands for another setting, and \`\\$\` for a dollar sign. \`npm run setup\` writes the required settings.`,
    ...Object.entries<Table>({ ...SECTIONS, "The command line": TOOLS }).flatMap(([title, table]) => [
      `## ${title}`,
      markdownTable(
        ["name", "meaning", "default"],
        Object.entries(table).map(([name, { meaning, fallback }]) => [`\`${name}\``, meaning, fallback]),
      ),
    ]),
  ].join("\n\n");
}
