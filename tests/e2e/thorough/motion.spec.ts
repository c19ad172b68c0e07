import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

/** Notes what moves: the pulse of a mark, and tiles on their way to another place. */
const RECORDING = () => {
  const recording: string[] = [];
  Object.assign(window, { recording });
  document.addEventListener("animationstart", ({ animationName }) => recording.push(animationName), true);
  const look = () => {
    for (const { effect } of document.getAnimations()) {
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      if (target instanceof HTMLElement && target.dataset.tile !== undefined) recording.push("moved");
    }
    requestAnimationFrame(look);
  };
  look();
};

for (const reducedMotion of ["no-preference", "reduce"] as const) {
  test(`a new picture pulses, and a tile moves to its new place, unless motion is unwelcome: ${reducedMotion}`, async ({
    page,
    app,
  }) => {
    const name = `moving ${reducedMotion}`;
    const feeds = [new Publisher(app, `${name} a`), new Publisher(app, `${name} b`)] as const;
    await feeds[1].frame("gold", 20_000);
    await feeds[0].frame("gold", 10_000);
    await feeds[0].untilShown();
    await page.emulateMedia({ reducedMotion });
    await page.addInitScript(RECORDING);
    const wall = new WallPage(page);
    await wall.open(`/?q=${name.replaceAll(" ", "+")}&sort=newest`);
    await expect(wall.tiles.first()).toContainText(`${name} a`);
    const recorded = () => page.evaluate(() => (window as unknown as { recording: string[] }).recording);
    expect(await recorded()).not.toContain("arrive");
    const isMoving = reducedMotion === "no-preference";
    // The first change of the order loads the code that moves tiles.
    for (const feed of [feeds[1], feeds[0]]) {
      await feed.frame("crimson");
      await expect(wall.tiles.first()).toContainText(feed.stream.replace("ZG6NWV/", ""));
    }
    if (isMoving) await expect.poll(recorded).toEqual(expect.arrayContaining(["arrive", "moved"]));
    // A word that comes late does not move.
    else expect((await recorded()).filter((one) => one !== "late")).toEqual([]);
  });
}
