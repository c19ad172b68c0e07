import { format, resolveConfig } from "prettier";
import { costsPage } from "../costs/page.ts";
import { settingsPage } from "./settings-page.ts";
import { troubleshootingPage } from "./troubleshooting-page.ts";

const PAGES = {
  "docs/costs.md": costsPage,
  "docs/settings.md": settingsPage,
  "docs/troubleshooting.md": troubleshootingPage,
};

/** The documents that are made from the code, by their paths, as Prettier would have them. */
export async function madePages(): Promise<{ readonly file: string; readonly text: string }[]> {
  return await Promise.all(
    Object.entries(PAGES).map(async ([file, make]) => {
      const text = await format(make(), { ...(await resolveConfig(file)), parser: "markdown" });
      return { file, text };
    }),
  );
}
