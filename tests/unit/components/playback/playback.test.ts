import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reducePlayback, startPlayback, type PlaybackAction } from "#components/playback/playback.ts";

const [HERE, THERE, ELSEWHERE] = ["/here", "/there", "/elsewhere"];
const MOMENT = 30_000;

const move: PlaybackAction = { type: "move", moment: MOMENT };
const moveOn: PlaybackAction = { type: "move", moment: 2 * MOMENT };
const toggle: PlaybackAction = { type: "toggle", moment: MOMENT };
const advance: PlaybackAction = { type: "advance", moment: 2 * MOMENT };
const end: PlaybackAction = { type: "end" };
const follow = (to: string): PlaybackAction => ({ type: "follow", to });
const leave = (to: string): PlaybackAction => ({ type: "leave", to });
const arrive = (here: string): PlaybackAction => ({ type: "arrive", here });

const run = (...actions: PlaybackAction[]) => actions.reduce(reducePlayback, startPlayback(HERE));

describe("playback", () => {
  test("starts at the page's moment, or paused at another one", () => {
    expect(run()).toMatchObject({ state: "idle", moment: null });
    expect(startPlayback(HERE, MOMENT)).toMatchObject({ state: "paused", moment: MOMENT });
  });

  test.each<[title: string, actions: PlaybackAction[], state: string, moment: number | null]>([
    ["pauses at a moment that is chosen", [move], "paused", MOMENT],
    ["plays and pauses", [toggle, toggle], "paused", MOMENT],
    ["advances while it plays", [toggle, advance], "playing", 2 * MOMENT],
    ["does not advance while it is paused", [move, advance], "paused", MOMENT],
    ["goes on playing from a moment that is chosen", [toggle, moveOn], "playing", 2 * MOMENT],
    ["pauses at the newest moment", [toggle, end], "paused", MOMENT],
    ["sends the page to a moment", [move, follow(THERE)], "leaving", MOMENT],
    ["is idle once the page has followed", [move, follow(THERE), arrive(THERE)], "idle", null],
    ["is idle when the chosen moment is that of the page", [move, follow(HERE)], "idle", null],
    [
      "keeps a step made while the page follows",
      [move, follow(THERE), moveOn, arrive(THERE)],
      "paused",
      2 * MOMENT,
    ],
    ["keeps playing while the page follows", [toggle, follow(THERE), arrive(THERE)], "playing", MOMENT],
    ["stops when the viewer goes elsewhere", [toggle, leave(THERE)], "leaving", MOMENT],
    ["is idle when the viewer goes back to the page", [toggle, leave(HERE)], "idle", null],
    ["goes with a page that goes elsewhere", [move, follow(THERE), arrive(ELSEWHERE)], "idle", null],
    [
      "forgets its way when the viewer takes another",
      [move, follow(THERE), leave(ELSEWHERE), arrive(ELSEWHERE)],
      "idle",
      null,
    ],
  ])("%s", (_title, actions, state, moment) => {
    expect(run(...actions)).toMatchObject({ state, moment });
  });

  const address = fc.constantFrom(HERE, THERE, ELSEWHERE);
  const action = fc.oneof<fc.Arbitrary<PlaybackAction>[]>(
    fc.constantFrom(move, moveOn, toggle, advance, end),
    address.map(follow),
    address.map(leave),
    address.map(arrive),
  );

  test("has a chosen moment in every state but idle", () => {
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const { state, moment } = run(...actions);
        expect(moment === null).toBe(state === "idle");
      }),
    );
  });

  test("waits only for another address than its own", () => {
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const { state, here, sentTo } = run(...actions);
        if (state === "leaving") expect([null, here]).not.toContain(sentTo);
      }),
    );
  });

  test("shows the page's moment wherever the page goes unexpectedly", () => {
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        expect(reducePlayback(run(...actions), arrive("/unexpected"))).toEqual(startPlayback("/unexpected"));
      }),
    );
  });

  test("plays only after the viewer pressed play", () => {
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const presses = actions.filter(({ type }) => type === "toggle").length;
        if (presses === 0) expect(run(...actions).state).not.toBe("playing");
      }),
    );
  });
});
