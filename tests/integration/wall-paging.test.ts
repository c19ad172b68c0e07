import { beforeAll, describe, expect, test } from "vitest";
import { FEED } from "../support/hook.ts";
import { newAccount, storeWith, wallOf } from "../support/receiving.ts";

const deadline = () => AbortSignal.timeout(30_000);

describe("a wall of more than a thousand facts", () => {
  const account = newAccount();
  const stream = (n: number) => ({ account, name: `camera ${n}` });
  const time = Date.now();

  beforeAll(async () => {
    const store = storeWith();
    const left = Array.from({ length: 1_030 }, (_, n) => n);
    const putAll = async () => {
      for (let n = left.pop(); n !== undefined; n = left.pop()) {
        const fact = { kind: "frame", time, width: 640, height: 360, flags: [] } as const;
        await store.putFact({ stream: stream(n), feed: FEED, fact }, deadline());
      }
    };
    await Promise.all(Array.from({ length: 16 }, putAll));
  });

  test("is listed whole", async () => {
    const facts = (await storeWith().listFacts("all", deadline())).filter(
      ({ stream }) => stream.account === account,
    );
    expect(new Set(facts.map(({ stream }) => stream.name)).size).toBe(1_030);
    expect(facts).toHaveLength(1_030);
    expect(facts.every(({ arrived }) => Math.abs(arrived - time) < 60_000)).toBe(true);
  });

  test("is shown whole, in the order of names as people sort", async () => {
    const { tiles } = await wallOf(account);
    expect(tiles.map(({ name }) => name)).toEqual(Array.from({ length: 1_030 }, (_, n) => stream(n).name));
  });

  test("has no facts of camera 10 among those of camera 1", async () => {
    expect(await storeWith().listFacts(stream(1), deadline())).toMatchObject([
      { stream: { name: "camera 1" } },
    ]);
  });
});
