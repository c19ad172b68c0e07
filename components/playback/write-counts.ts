import { sampleAt, type Counts } from "./counts.ts";

/** The number of live streams at a moment, and of those that needed attention, in words. */
export function writeCounts(counts: Counts, at: number, write: (count: number) => string) {
  const [, live, attention = 0] = sampleAt(counts, at) ?? [];
  const parts = [
    { state: "live", text: live !== undefined && `${write(live)} live` },
    {
      state: "attention",
      text: attention > 0 && `${write(attention)} ${attention === 1 ? "needs" : "need"} attention`,
    },
  ] as const;
  return parts.filter(({ text }) => text !== false);
}
