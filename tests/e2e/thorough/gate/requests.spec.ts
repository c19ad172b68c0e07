import { startApp } from "../../../../scripts/app/app.ts";
import { type CountedStore, startCountedStore } from "../../../support/counted-store.ts";
import { cookieOf, GATED, GatedWall, token } from "../../../support/gate.ts";
import { expect, test } from "../../../support/test.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

test("a stream out of scope costs no request to the store, at any address", async () => {
  const stores: CountedStore[] = [];
  const app = await startApp(async ({ AWS_ENDPOINT_URL_S3 = "" }) => {
    const store = await startCountedStore(AWS_ENDPOINT_URL_S3);
    stores.push(store);
    return { ...GATED, AWS_ENDPOINT_URL_S3: store.endpoint };
  });
  const [store] = stores;
  if (store === undefined) throw new Error("the app must have started on it");
  const { secret } = await GatedWall.of(app);
  const to = Math.ceil(Date.now() / 30_000) * 30_000;
  const of = `stream=${secret.stream}`;
  const addresses = [
    `/feed?${of}`,
    `/feed?${of}&feed=${secret.feed}`,
    `/feed?${of}&at=2026-11-23T15:00:00.000Z`,
    `/api/coverage?${of}&from=${to - 3_600_000}&to=${to}`,
    `/api/history?at=${Date.now() + 60_000}&${of}`,
  ];
  /** What was asked of the store about the stream for an address. */
  const askedFor = async (address: string, streams: string[] | null) => {
    const before = store.requests.length;
    await (await fetch(app.url + address, { headers: cookieOf(await token({ streams })) })).arrayBuffer();
    return store.requests.slice(before).filter((request) => request.includes("backstage"));
  };
  // Before anybody who may see it has looked: nothing is cached that could answer instead.
  for (const address of addresses) expect(await askedFor(address, ["ZG6NWV/show-1"]), address).toEqual([]);
  // So that it can be seen that requests are seen. What one address has read, another need not ask for.
  const [first = ""] = addresses;
  expect(await askedFor(first, null)).not.toEqual([]);
  await app.end();
  await store.stop();
});
