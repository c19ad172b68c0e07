import { describe, expect, test } from "vitest";
import { createLog } from "#lib/http/log.ts";
import { createReceiver } from "#lib/receiver/receiver.ts";
import { event, feedsEvent, thumbnail, type Event, type Thumbnail } from "../../support/hook.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { receiverSettings } from "../../support/receiver.ts";

const HOSTILE = '\u009b2J\x1b]0;x\x07\u202egpj\u2066\u2028\u2029\u{e0001}"\n{"event":"forged"}';
const LONG = `acct/${"\u202e".repeat(1_000_000)}`;
/** As a header holds it: a character for each byte. */
const bytesOf = (text: string) => Buffer.from(text).toString("latin1");
const MAX_LINE_BYTES = 6_000;

/** The lines of a receiver for one hook. */
async function linesOf(hook: Request): Promise<string[]> {
  const written: string[] = [];
  const log = createLog({ write: (line) => written.push(line), now: Date.now, elapsed: () => 0 });
  const store = createMemoryStore();
  const { receive } = createReceiver({ settings: receiverSettings(), store, log, onHook: () => undefined });
  await receive(hook);
  return written;
}

function expectHarmless(lines: readonly string[]) {
  expect(lines).toHaveLength(1);
  for (const line of lines) {
    expect(line).not.toMatch(/(?!\n$)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
    expect(line.length).toBeLessThan(MAX_LINE_BYTES);
    expect(JSON.parse(line)).toMatchObject({ event: "hook" });
  }
}

describe("one harmless line of the log is left by", () => {
  test.each<[string, Partial<Thumbnail>]>([
    ["a stream's name with overrides", { stream: bytesOf("acct/\u202egpj\u2066\u2028\u{e0001}") }],
    ["a stream of control characters", { stream: bytesOf("acct/\u009b2J\u202e") }],
    ["a long stream", { stream: bytesOf(`acct/${"\u202e".repeat(10_000)}`) }],
    ["a feed of control characters", { feed: "\u009b2J" }],
    ["a long feed", { feed: `\u009b${"x".repeat(1_000_000)}` }],
    ["a long time", { time: "\u009b".repeat(1_000_000) }],
    ["an unsigned hook", { signature: "\u009b".repeat(1_000_000) }],
    ["another type", { contentType: `image/\u009b${"x".repeat(100_000)}` }],
  ])("%s", async (_, overrides) => {
    expectHarmless(await linesOf(thumbnail(overrides)));
  });

  test.each<[string, Event["body"]]>([
    ["an event of an odd type", { type: HOSTILE, event: HOSTILE }],
    ["an event of a long type", { type: LONG, event: LONG }],
    ["an event of an odd source", feedsEvent("started", { sourceId: `${HOSTILE}\ud800` })],
    ["an event of a long source", feedsEvent("started", { sourceId: LONG })],
    ["an event of an odd stream", feedsEvent("started", { streamId: `acct/${HOSTILE}` })],
    ["an event of a long stream", feedsEvent("started", { streamId: LONG })],
    ["an event with odd fields", { ...feedsEvent("ended", { [HOSTILE]: 1, ended: LONG }), [LONG]: 1 }],
    ["a body that is not JSON", HOSTILE],
  ])("%s", async (_, body) => {
    expectHarmless(await linesOf(event({ body })));
  });
});
