import { expect, test } from "../../support/test.ts";

test("the health check tells a load balancer whether the process and its store work", async ({
  app,
  request,
}) => {
  expect(await (await request.get("/api/health")).json()).toEqual({ status: "ok" });
  for (const deep of ["deep", "deep=read"]) {
    expect(await (await request.get(`/api/health?${deep}`)).json()).toEqual({ status: "ok", store: "ok" });
  }

  await app.server.stop();
  await app.store.stop();
  await app.server.start();
  expect((await request.get("/api/health")).status()).toBe(200);
  const deep = await request.get("/api/health?deep");
  expect(deep.status()).toBe(503);
  expect(await deep.json()).toEqual({ status: "failing", store: "failing" });
  await app.store.start();
});

test("there are no metrics where no token for them is set", async ({ request }) => {
  expect((await request.get("/api/metrics")).status()).toBe(404);
  expect((await request.get("/api/metrics", { headers: { Authorization: "Bearer " } })).status()).toBe(404);
});
