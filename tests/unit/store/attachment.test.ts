import fc from "fast-check";
import { expect, test } from "vitest";
import { toAttachment } from "#lib/store/s3-store.ts";

const time = Date.parse("2026-11-24T14:05:00.123Z");
const toHeader = (name: string) => toAttachment({ stream: { account: "A1", name }, feed: "feed", time });

test("a saved frame is named by its stream and time", () => {
  expect(toHeader("Café del Mar")).toBe(
    `attachment; filename="Caf_ del Mar 2026-11-24T14-05-00.123Z.jpg"; ` +
      `filename*=UTF-8''Caf%C3%A9%20del%20Mar%202026-11-24T14-05-00.123Z.jpg`,
  );
});

test("the name of a saved frame has no path and no special characters", () => {
  expect(toHeader('../../etc/"a"')).toContain('filename=".._.._etc_a_ 2026');
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const header = toHeader(name);
      expect(header).toMatch(/^attachment; filename="[^"\\/]*"; filename\*=UTF-8''[\w%.~-]*$/);
      const [, full = ""] = /UTF-8''(.*)$/.exec(header) ?? [];
      expect(decodeURIComponent(full)).not.toMatch(/[\u0000-\u001f"*/:<>?\\|]/);
    }),
  );
});
