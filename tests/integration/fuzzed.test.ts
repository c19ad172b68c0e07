// What npm run fuzz tries on the receiver's guards, here down to a real store: signed, and nearly right.
import fc from "fast-check";
import { expect, test } from "vitest";
import { frameKey, parseFactKey, parseFrameKey, previewKey } from "#lib/store/keys.ts";
import { altered, asHeader, damaged, feedId } from "../fuzz/inputs.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { keysOf, scene } from "../support/receiving.ts";

const RUNS = 60;
const name = fc.oneof(
  fc.constantFrom("teststream", "a/b", "..", "'()*!~", "Küche 🎥", "%2F"),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const jpeg = fc.oneof(fc.constant(SMALL_JPEG), damaged(SMALL_JPEG));
const late = fc.integer({ min: -590_000, max: 110_000 });

test("a hook is stored whole under names that are read back, or nothing of it is", async () => {
  await fc.assert(
    fc.asyncProperty(jpeg, name, fc.oneof(feedId, altered(feedId)), late, async (body, name, feed, late) => {
      const { account, now, receive, send } = scene();
      const hook = { body, feed: asHeader(feed), stream: asHeader(`${account}/${name}`), time: now + late };
      const { status } = await receive(send(hook));
      const keys = await keysOf(account);
      if (status !== 200) {
        expect([400, 422]).toContain(status);
        expect(keys).toEqual([]);
        return;
      }
      // What stands around a header's value is no part of it (RFC 9110, 5.5); Headers cuts it off.
      const sent = asHeader(feed).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
      const [frame = "", fact = "", preview] = keys;
      const parsed = parseFrameKey(frame);
      expect(parsed).toMatchObject({ stream: { account }, feed: sent, time: now + late });
      expect(parsed && frameKey(parsed)).toBe(frame);
      const told = parseFactKey(fact);
      expect(told).toMatchObject({ stream: parsed?.stream, feed: sent, fact: { kind: "frame" } });
      // On a machine that has no time for it there is no preview, and the fact says so.
      const isOriginal = told?.fact.kind === "frame" && told.fact.flags.includes("original");
      expect(preview).toBe(isOriginal ? undefined : parsed && previewKey(parsed));
      expect(keys).toHaveLength(isOriginal ? 2 : 3);
    }),
    { numRuns: RUNS },
  );
});
