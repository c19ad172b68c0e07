import { describe, expect, test } from "vitest";
import type { Fault } from "#lib/model/frame.ts";
import { frame, MINUTE, NOON, SECOND } from "../../support/entries.ts";
import { follow, stopClock } from "./following.ts";

stopClock();

describe("a tile tells since when its picture is bad", () => {
  const send = (scene: ReturnType<typeof follow>, minutesAgo: number, ...faults: Fault[]) => {
    const entry = frame(NOON - minutesAgo * MINUTE, { faults });
    scene.put(entry);
    scene.putPreview(entry);
  };
  const since = async (scene: ReturnType<typeof follow>) => {
    await scene.watch(10 * SECOND);
    const [tile] = await scene.tiles();
    return typeof tile?.since === "number" ? (NOON - tile.since) / MINUTE : tile?.since;
  };

  test("by its history, which is read once, where the fault began before what a poll reads", async () => {
    const scene = follow();
    send(scene, 61);
    for (let ago = 60; ago >= 0; ago -= 1) send(scene, ago, "black");
    expect(await since(scene)).toBe(60);
    expect(scene.lookups).toEqual(["teststream"]);
  });

  test("by the log alone, where a good picture came just before", async () => {
    const scene = follow();
    send(scene, 1);
    send(scene, 0.5, "damaged");
    expect(await since(scene)).toBe(0.5);
    expect(scene.lookups).toEqual([]);
  });

  test("from the first of the same pictures, where it is frozen; not at all, where it is good", async () => {
    const [good, frozen] = [follow(), follow()];
    for (const scene of [good, frozen]) send(scene, 1);
    send(frozen, 0.5, "frozen");
    expect(await since(good)).toBe(null);
    expect(await since(frozen)).toBe(5.5);
  });
});
