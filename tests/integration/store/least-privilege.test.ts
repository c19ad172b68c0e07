// The policies that setup prints, given to a user without any other right. Ceph evaluates them as AWS does.
import { randomUUID } from "node:crypto";
import { CreateBucketCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "#lib/store/client.ts";
import { createBucketAccess } from "../../../cli/bucket/access.ts";
import { createBucketAdmin } from "../../../cli/bucket/admin.ts";
import { DEFAULT_RETENTION, lifecycleRules } from "../../../cli/bucket/lifecycle.ts";
import { policyFor, type Role } from "../../../cli/bucket/policy.ts";
import type { Run } from "../../../cli/command.ts";
import { run as examine } from "../../../cli/doctor/index.ts";
import { run as runErase } from "../../../cli/erase/index.ts";
import { listTail } from "../../../cli/log.ts";
import { run as setUp } from "../../../cli/setup/index.ts";
import { GUEST } from "../../../scripts/local-store/ceph.ts";
import { Workplace } from "../../support/command.ts";
import { event } from "../../support/hook.ts";
import { jpegOf } from "../../support/picture.ts";
import { receiver, scene } from "../../support/receiving.ts";
import { storeClient, storeSettings, storeWith } from "../../support/store-client.ts";

const { client } = storeClient();
const bucket = `least-${randomUUID()}`;
const asGuest = { bucket, credentials: GUEST };
const access = createBucketAccess(createClient({ ...storeSettings(), ...asGuest }), bucket);
const place = new Workplace();
afterAll(() => place.remove());

async function allow(...roles: Role[]) {
  const Statement = roles
    .flatMap((role) => policyFor(role, bucket, storeSettings().region).Statement)
    .map((statement, n) => ({
      ...statement,
      Sid: `${statement.Sid}${n}`,
      Principal: { AWS: [`arn:aws:iam:::user/${GUEST.uid}`] },
    }));
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await client.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
}

async function listDenied(...roles: Role[]) {
  const needs = await access.needs(roles);
  return needs.filter(({ fault }) => fault !== null).map(({ what }) => what);
}

/** Runs a command with the keys of the user. */
const run = (command: Run, args: string[]) =>
  place.run(command, args, {
    AWS_ENDPOINT_URL_S3: storeSettings().endpoint ?? "",
    AWS_S3_BUCKET_NAME: bucket,
    AWS_ACCESS_KEY_ID: GUEST.accessKeyId,
    AWS_SECRET_ACCESS_KEY: GUEST.secretAccessKey,
    WEBHOOK_SECRET: "b25l",
    ACCESS: "public",
  });

describe.runIf(process.env.STORE_KIND === "ceph")("the policy", () => {
  beforeAll(async () => {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    await createBucketAdmin(client, bucket, null).setLifecycle(lifecycleRules([], DEFAULT_RETENTION));
  });

  test("of a receiver allows all its work, and to delete no picture", async () => {
    await allow("receiver");
    expect(await listDenied("receiver")).toEqual([]);
    expect(await access.mayDeletePictures()).toBe(false);
    const { send, receive, lines, now, stream } = scene({ store: asGuest });
    const other = receiver({ store: asGuest });
    const body = await jpegOf(320, 180);
    // A duplicate needs a HEAD, and another receiver reads the look of the feed's newest original.
    const data = { feedId: "f", streamId: stream, ended: now };
    const answers = [
      await receive(send({ body, time: now - 30_000 })),
      await receive(send({ body })),
      await receive(send({ body })),
      await other.receive(send({ body, time: now + 30_000 })),
      await other.receive(event({ body: { type: "feeds", event: "ended", timestamp: now, data } })),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect([...lines, ...other.lines].filter(({ error }) => error !== undefined)).toEqual([]);
    expect(lines.map(({ outcome }) => outcome)).toEqual(["stored", "stored", "duplicate"]);
    await other.store.probe(AbortSignal.timeout(10_000));
  });

  test("of each role passes the doctor, which names the right that is missing", async () => {
    await allow("receiver", "gallery");
    const both = await run(examine, []);
    expect(both.code).toBe(0);
    expect(both.out).not.toMatch(/^(FAIL|WARN)/m);
    await allow("gallery");
    expect((await run(examine, ["--role", "gallery"])).code).toBe(0);
    const { code, out } = await run(examine, ["--role", "receiver"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^FAIL {2}permissions +a receiver must put log\/ \(s3:PutObject\): AccessDenied$/m);
  });

  test("does not allow to erase, and erase asks for other keys", async () => {
    await allow("receiver", "gallery");
    const { code, err } = await run(runErase, ["--stream", "ZG6NWV/quiet", "--yes"]);
    expect([code, err]).toEqual([1, expect.stringMatching(/AccessDenied.*administer/)]);
  });

  test("lets setup finish, which notes the settings that it may not change", async () => {
    await allow("receiver", "gallery");
    const { code, out } = await run(setUp, ["--bucket", bucket, "--skip-provider"]);
    expect(code).toBe(0);
    expect(out).toContain("fine  lifecycle: keeps log 7 days, previews 30 days");
    expect(out).toMatch(/note {2}encryption: /);
    expect(out).toContain(`done  written: AWS_S3_BUCKET_NAME`);
  });

  test("of a gallery allows to list and show, and to write nothing", async () => {
    await allow("gallery");
    expect(await listDenied("gallery")).toEqual([]);
    const store = storeWith(asGuest);
    const [newest] = (await listTail(store, 120_000)).flatMap((entry) =>
      entry.kind === "frame" ? [entry.frame] : [],
    );
    if (newest === undefined) throw new Error("The receiver has stored no frame.");
    for (const kind of ["original", "preview"] as const) {
      const { url } = await store.pictureUrl({ frame: newest, kind }, Date.now());
      expect((await fetch(url)).status).toBe(200);
    }
    expect(await store.findRetention(AbortSignal.timeout(10_000))).toEqual({ logDays: 7, previewDays: 30 });
    expect(await listDenied("receiver")).toEqual(
      expect.arrayContaining(["put log/ (s3:PutObject)", "delete health/ (s3:DeleteObject)"]),
    );
  });
});
