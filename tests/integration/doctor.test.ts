import { expect } from "vitest";
import { wallOf } from "../support/receiving.ts";
import { ALWAYS, test } from "../support/examining.ts";

const isCeph = process.env.STORE_KIND === "ceph";

test("after a set-up all is well, and a tile is live", async ({ scene }) => {
  const token = scene.token();
  const feed = scene.provider.account.publish("camera", token, 300_000);
  await scene.provider.hooks.sendThumbnail(feed);
  const { code, out, err, codes } = await scene.doctor();
  expect({ err, codes }).toEqual({ err: "", codes: ALWAYS });
  expect(code).toBe(0);
  for (const check of [
    "settings",
    "store",
    "clock",
    "permissions",
    "privacy",
    "round trip",
    "provider",
    "webhook",
    "tokens",
    "address",
    "self-test",
    "feeds",
  ]) {
    expect(out).toMatch(new RegExp(`^ok    ${check} `, "m"));
  }
  for (const hidden of [scene.secret(), scene.provider.secret, scene.credentials().AWS_SECRET_ACCESS_KEY]) {
    expect(out).not.toContain(hidden);
  }
  if (isCeph) return;
  const { tiles } = await wallOf(scene.provider.account.id);
  expect(tiles).toMatchObject([{ stream: `${scene.provider.account.id}/camera` }]);
  expect((await wallOf("livewall-doctor")).tiles).toEqual([]);
});

test("for a program it is one JSON document", async ({ scene }) => {
  scene.provider.account.webhooks.length = 0;
  const { code, out } = await scene.doctor(["--json"]);
  const summary = JSON.parse(out) as {
    ok: boolean;
    verdicts: { code: string; state: string; todo: string }[];
  };
  expect({ code, ok: summary.ok }).toEqual({ code: 1, ok: false });
  expect(summary.verdicts).toContainEqual(
    expect.objectContaining({
      code: "webhook-missing",
      state: "fail",
      todo: expect.stringContaining("npm run setup") as string,
    }),
  );
});

test.for<[string[], RegExp]>([
  [["--role", "editor"], /receiver, gallery/],
  [["--url", "nowhere"], /PUBLIC_URL must be/],
  [["--unknown"], /unknown/],
])("%j is wrong use", async ([args, message], { scene }) => {
  const { code, err } = await scene.doctor(args);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

test.for<[string, string]>([
  ["PUBLIC_URL", "address-missing"],
  ["MILLICAST_API_URL", "provider-unasked"],
])("a malformed %s is a finding like others, in JSON too", async ([name, code], { scene }) => {
  scene.provider.calls.length = 0;
  const run = await scene.doctor(["--json"], { [name]: "nowhere" });
  const { verdicts } = JSON.parse(run.out) as { verdicts: { code: string | null; says: string }[] };
  expect(verdicts).toContainEqual(
    expect.objectContaining({ code: "settings-wrong", says: expect.stringContaining(name) as string }),
  );
  expect(verdicts).toContainEqual(expect.objectContaining({ code }));
  expect(scene.provider.calls.length > 0).toBe(name === "PUBLIC_URL");
  expect(run.code).toBe(1);
});
