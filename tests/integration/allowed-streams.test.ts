import { describe, expect, test } from "vitest";
import { event, feedsEvent } from "../support/hook.ts";
import { answerOf, keysOf, logOf, newAccount, scene } from "../support/receiving.ts";

const NOT_TAKEN = {
  status: 403,
  type: "application/problem+json",
  body: { title: "This receiver does not take hooks of this stream", status: 403 },
};

function choosy() {
  const account = newAccount();
  const all = scene({
    settings: {
      streams: [
        { kind: "exact", id: `${account}/one` },
        { kind: "prefix", id: `${account}/show-` },
      ],
    },
  });
  return { ...all, account };
}

describe("a receiver that takes some streams only", () => {
  test("keeps frames and events of these", async () => {
    const { account, receive, send } = choosy();
    for (const name of ["one", "show-1", "show-two"]) {
      const stream = `${account}/${name}`;
      expect((await receive(send({ stream }))).status).toBe(200);
      expect((await receive(event({ body: feedsEvent("ended", { streamId: stream }) }))).status).toBe(200);
    }
    expect(await logOf(account)).toHaveLength(6);
  });

  test("refuses all others, keeps nothing of them, and does not say which it takes", async () => {
    const { account, receive, send, lines } = choosy();
    await receive(send({ stream: `${account}/one` }));
    const before = await keysOf(account);
    lines.length = 0;
    for (const name of ["two", "one/more", "show", "One"]) {
      const stream = `${account}/${name}`;
      expect(await answerOf(await receive(send({ stream })))).toEqual(NOT_TAKEN);
      const ended = event({ body: feedsEvent("ended", { streamId: stream }) });
      expect(await answerOf(await receive(ended))).toEqual(NOT_TAKEN);
    }
    expect(before).not.toEqual([]);
    expect(await keysOf(account)).toEqual(before);
    expect(new Set(lines.map(({ outcome }) => outcome))).toEqual(new Set(["stream-not-taken"]));
    // An operator who forgot one finds it here.
    expect(lines.filter(({ saysStream }) => saysStream === `${account}/two`)).toHaveLength(2);
  });
});
