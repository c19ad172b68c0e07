import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** The rules whose result depends on the theme. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Returns what axe finds on a page in the theme that it has. */
export const violations = (page: Page) => analyze(new AxeBuilder({ page }));

/** Returns what axe finds on a page in the light theme, and of its colours in the dark one. */
export async function violationsInBothThemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  const light = await violations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await analyze(new AxeBuilder({ page }).withRules(COLOUR_RULES));
  return [...light.map((one) => `light: ${one}`), ...dark.map((one) => `dark: ${one}`)];
}

async function analyze(axe: AxeBuilder): Promise<string[]> {
  const results = await axe.analyze();
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
