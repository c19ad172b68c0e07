import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Status } from "#components/stream/status.tsx";
import type { HistoryFrame } from "#lib/model/history.ts";
import { ALL } from "#lib/model/selection.ts";
import type { StreamPage } from "#lib/model/stream-page.ts";

const NOON = Date.UTC(2026, 10, 30, 12);
const frame: HistoryFrame = {
  ...{ feed: "f", time: NOON, source: null, faults: [], width: 1920, height: 1080 },
  ...{ preview: "p", original: null },
};
const words = (afterMs: number, shown: HistoryFrame | null = frame) => {
  const history = { shown, download: null, around: [], until: null };
  const page: StreamPage = {
    ...{ stream: "X/a", selection: ALL, at: NOON + afterMs, name: "a", source: null },
    ...{ wall: null, history, previous: null, next: null },
  };
  const html = renderToStaticMarkup(<Status page={page} history={history} tile={null} moved={null} />);
  return html.replaceAll(/<[^>]+>/g, "");
};

test.each([
  ["on air up to 75 s after a picture", 75_000, "On air 12:00:00 UTC"],
  ["stalled up to five minutes, as its timeline has it", 76_000, "Stalled Last picture 12:00:00 UTC"],
  ["off air afterwards", 301_000, "Off air Last picture 12:00:00 UTC"],
])("a stream of the past is %s", (_, afterMs, text) => {
  expect(words(afterMs)).toBe(text);
});

test("a past picture's fault is told, and a time before the first picture is off air", () => {
  expect(words(1_000, { ...frame, faults: ["black"] })).toMatch(/^Black /);
  expect(words(0, null)).toMatch(/^Off air 12:00:00/);
});
