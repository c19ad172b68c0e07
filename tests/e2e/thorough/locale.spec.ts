import { bringManyTiles } from "../../support/many-tiles.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

// Words are the page's; numbers, dates and times the reader's. A hydration that failed would be an error in the console.
const READERS = [
  {
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    thousands: "1.234",
    moment: /^Fr\., 4\. Juli 2025 20:05:00 MESZ$/,
    time: /^\d\d:\d\d:\d\d$/,
    clock: /^\d\d:\d\d:\d\d ME[SZ]+, \S+ \d+\. \S+$/,
    age: "7 min",
  },
  {
    locale: "en-US",
    timezoneId: "America/New_York",
    thousands: "1,234",
    moment: /^Fri 4 Jul 2025 14:05:00 EDT$/,
    time: /^\d\d:\d\d:\d\d$/,
    clock: /^\d\d:\d\d:\d\d E[SD]T, \w+ \d+ \w+$/,
    age: "7 min",
  },
  {
    locale: "ar-EG",
    timezoneId: "Africa/Cairo",
    thousands: "١٬٢٣٤",
    moment: /٤ يوليو ٢٠٢٥ ٢١:٠٥:٠٠ غرينتش\+٣$/,
    time: /^[٠-٩]{2}:[٠-٩]{2}:[٠-٩]{2}$/,
    clock: /^[٠-٩]{2}:[٠-٩]{2}:[٠-٩]{2} غرينتش\+[٢٣], /,
    age: "٧ min",
  },
];
const THEN = "2025-07-04T18:05:00Z";

for (const { locale, timezoneId, thousands, moment, time, clock, age } of READERS) {
  test.describe(locale, () => {
    test.use({ locale, timezoneId });

    test("counts, ages and times are the reader's", async ({ page, app }) => {
      const seen = Date.now() - 7.6 * 60_000;
      await new Publisher(app, "told").frame("gold");
      await bringManyTiles(page, 1_235, ({ name }) => (name === "feed 00000" ? { seen, time: seen } : {}));
      await page.goto("/");
      await expect(page.getByText(age).first()).toBeVisible({ timeout: 40_000 });
      await expect(page.getByText(thousands).first()).toBeVisible();

      await page.goto(`/?q=told&at=${THEN}`);
      await expect(page.getByRole("slider", { name: /^Moment/ })).toHaveAttribute("aria-valuetext", moment);

      await page.goto("/feed?stream=ZG6NWV/told");
      const last = page.locator("time[title]").last();
      await expect(last).toHaveText(time);
      await expect(last).toHaveAttribute("lang", locale);

      await page.goto("/wall?q=told");
      await expect(page.getByRole("contentinfo").locator("time")).toHaveText(clock);
    });
  });
}
