// The only `test` that browser tests use: it comes with the app, and fails on errors that the test does not expect.
import { expect, test as base } from "@playwright/test";
import { type App, startApp } from "../../scripts/app/app.ts";
import { collectErrors } from "./error-collector.ts";

export { expect };

type TestFixtures = {
  /** Matches the errors that this test brings about: `test.use({ expectedErrors: /503|ERR_FAILED/ })`. */
  expectedErrors: RegExp | null;
  failOnErrors: undefined;
};
type WorkerFixtures = { app: App; appSettings: Record<string, string> };

const START_DEADLINE_MS = 120_000;
/** Polls are what most tests wait for. On a busy machine, faster ones keep React from finishing a page. */
const POLL_SECONDS = "0.4";

/** Where link previews say that the wall is. */
export const PUBLIC_URL = "http://wall.example.com";

export const test = base.extend<TestFixtures, WorkerFixtures>({
  appSettings: [{}, { option: true, scope: "worker" }],
  app: [
    async ({ appSettings }, provide) => {
      const app = await startApp({ POLL_SECONDS, PUBLIC_URL, ...appSettings });
      await provide(app);
      await app.end();
    },
    { scope: "worker", timeout: START_DEADLINE_MS },
  ],
  baseURL: ({ app }, provide) => provide(app.url),
  expectedErrors: [null, { option: true }],
  failOnErrors: [
    async ({ context, app, expectedErrors }, provide, testInfo) => {
      const errors = collectErrors(context, app.url);
      const firstLogLine = app.logs().length;
      await provide(undefined);
      const unexpected = errors.filter((error) => expectedErrors?.test(error) !== true);
      // A request under way while its test ends may fail.
      const routed = [context, ...context.pages()];
      await Promise.all(routed.map((one) => one.unrouteAll({ behavior: "ignoreErrors" })));
      if (unexpected.length > 0 || testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach("server log", { body: app.logs().slice(firstLogLine).join("\n") });
      }
      expect(unexpected, "errors in the browser that the test did not expect").toEqual([]);
    },
    { auto: true },
  ],
});
