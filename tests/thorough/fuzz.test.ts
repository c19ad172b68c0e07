// The inputs of npm run fuzz: of all properties, and of hooks that are signed and nearly right, down to a real store.
import fc from "fast-check";
import { expect, test } from "vitest";
import { faultKey, parseLogKey, previewKey } from "#lib/model/keys.ts";
import { altered, asHeader, damaged, feedId } from "../fuzz/inputs.ts";
import { PROPERTIES, runsOf } from "../fuzz/properties.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { keysOf, scene } from "../support/receiving.ts";
import { character } from "../unit/model/arbitraries.ts";

/** Of all properties together. */
const RUNS = 100_000;
const STORED_RUNS = 100;
const name = fc.oneof(
  fc.constantFrom("teststream", "a/b", "..", "'()*!~", "Küche 🎥", "%2F"),
  fc.string({ unit: character, maxLength: 40 }),
);
const jpeg = fc.oneof(fc.constant(SMALL_JPEG), damaged(SMALL_JPEG));
const late = fc.integer({ min: -590_000, max: 110_000 });

test.each(PROPERTIES)("$name", async (fuzzed) => {
  await fc.assert(fuzzed.property, { numRuns: runsOf(fuzzed, RUNS) });
});

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
      // Headers cuts off the whitespace around a value, which is no part of it (RFC 9110, 5.5).
      const sent = asHeader(feed).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
      const entries = keys.flatMap((key) => parseLogKey(key) ?? []);
      const [stored = null] = entries.flatMap((entry) => (entry.kind === "frame" ? [entry.frame] : []));
      expect(stored).toMatchObject({ stream: { account }, feed: sent, time: now + late });
      // A frame that comes late, or too early, has a note.
      const notes = entries.filter(({ kind }) => kind === "note");
      for (const note of notes) expect(note).toMatchObject({ frame: stored });
      expect(entries).toHaveLength(notes.length + 1);
      const others = keys.filter((key) => !key.startsWith("log/"));
      const expected = stored && [
        ...stored.faults.map((fault) => faultKey({ stream: stored.stream, hour: stored.time, fault })),
        previewKey(stored),
      ];
      expect(others).toEqual(expected);
    }),
    { numRuns: STORED_RUNS },
  );
});
