import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { StoreError } from "#lib/store/store.ts";
import { createRoleSigner, CREDENTIALS, findParameter, KEY, MINUTE_MS, START, WINDOW_MS } from "./signers.ts";

describe("a URL signed with temporary credentials", () => {
  const createSession = (minutes: number) =>
    createRoleSigner(() => {
      const expiration = new Date(Date.now() + minutes * MINUTE_MS);
      return Promise.resolve({ ...CREDENTIALS, accessKeyId: `id-${Date.now()}`, expiration });
    });

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: START });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([
    [6 * 60, 30],
    [30, 30],
    [29, 29],
    [20, 20],
  ])("ends no later than they do (a session of %i min: %i min)", async (session, life) => {
    const { url, expires } = await createSession(session).sign(KEY, START);
    expect(expires).toBe(START + life * MINUTE_MS);
    expect(findParameter(url, "X-Amz-Expires")).toBe(String(life * 60));
  });

  test("is renewed with the next credentials 4.5 minutes before its end", async () => {
    const { sign, credentials } = createSession(12);
    const first = await sign(KEY, START);
    vi.setSystemTime(START + 7 * MINUTE_MS);
    expect(await sign(KEY, Date.now())).toEqual(first);
    vi.setSystemTime(START + 8 * MINUTE_MS);
    const second = await sign(KEY, Date.now());
    expect(second.url).not.toBe(first.url);
    expect(second.expires).toBe(START + 20 * MINUTE_MS);
    expect(credentials).toHaveBeenCalledTimes(2);
  });

  test("is refused when they end too soon", async () => {
    const signed = createSession(0.3).sign(KEY, START);
    await expect(signed).rejects.toThrow("sign failed: Error: the credentials end too soon");
  });

  test("lives half an hour again in the next window", async () => {
    const { sign } = createSession(6 * 60);
    await sign(KEY, START);
    vi.setSystemTime(START + WINDOW_MS);
    expect((await sign(KEY, Date.now())).expires).toBe(START + 45 * MINUTE_MS);
  });

  test("stays while there are no new credentials, until it ends", async () => {
    const { sign, credentials } = createSession(10);
    const { url } = await sign(KEY, START);
    credentials.mockRejectedValue(new Error("no role"));
    const late = START + 8 * MINUTE_MS;
    vi.setSystemTime(late);
    expect((await sign(KEY, late)).url).toBe(url);
    const calls = credentials.mock.calls.length;
    expect((await sign(KEY, late + 1_000)).url).toBe(url);
    expect(credentials).toHaveBeenCalledTimes(calls);
    const over = START + 10 * MINUTE_MS;
    vi.setSystemTime(over);
    await expect(sign(KEY, over)).rejects.toBeInstanceOf(StoreError);
  });
});
