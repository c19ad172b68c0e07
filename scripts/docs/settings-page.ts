import type { Table } from "#lib/settings/parse.ts";
import { SECTIONS } from "#lib/settings/table.ts";
import { TOOLS } from "../../cli/tool-settings.ts";
import { markdownTable } from "./table.ts";

/** docs/settings.md. */
export function settingsPage(): string {
  return [
    "# Settings",
    "<!-- Made from lib/settings/table.ts and cli/tool-settings.ts by npm run docs: change it there. -->",
    `Settings are environment variables. They may also be in \`.env.local\`; the environment has priority. Livewall reads
them at its start. If any is missing or malformed, it does not start and lists all errors. A blank setting counts as
absent. In a file, \`$NAME\` stands for another setting, as in Next.js; write a dollar sign as \`\\$\`.
\`npm run setup\` writes those without a default, and \`npm run livewall -- doctor\` checks them.`,
    ...Object.entries<Table>({ ...SECTIONS, "The command line": TOOLS }).flatMap(([title, table]) => [
      `## ${title}`,
      markdownTable(
        ["name", "meaning", "default"],
        Object.entries(table).map(([name, { meaning, fallback }]) => [`\`${name}\``, meaning, fallback]),
      ),
    ]),
  ].join("\n\n");
}
