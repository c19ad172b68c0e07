import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attachmentOf } from "#lib/store/attachment.ts";

const time = Date.parse("2026-11-24T14:05:00.123Z");
const of = (name: string) => attachmentOf({ stream: { account: "A1", name }, feed: "feed", time });

describe("a frame that is saved", () => {
  test("is named by its stream and its time", () => {
    expect(of("Café del Mar")).toBe(
      `attachment; filename="Caf_ del Mar 2026-11-24T14-05-00.123Z.jpg"; ` +
        `filename*=UTF-8''Caf%C3%A9%20del%20Mar%202026-11-24T14-05-00.123Z.jpg`,
    );
  });

  test("has no path in its name, and nothing that a disk or a header understands otherwise", () => {
    expect(of('../../etc/"a"')).toContain('filename=".._.._etc_a_ 2026');
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const header = of(name);
        expect(header).toMatch(/^attachment; filename="[^"\\/]*"; filename\*=UTF-8''[\w%.~*-]*$/);
        const [, full = ""] = /UTF-8''(.*)$/.exec(header) ?? [];
        expect(decodeURIComponent(full)).not.toMatch(/[\u0000-\u001f"*/:<>?\\|]/);
      }),
    );
  });
});
