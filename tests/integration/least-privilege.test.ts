// The policies that the set-up prints, given to somebody who may do nothing else. Ceph evaluates them as AWS does.
import { randomUUID } from "node:crypto";
import { CreateBucketCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, test } from "vitest";
import { createBucketAccess } from "../../cli/bucket/access.ts";
import { createBucketAdmin } from "../../cli/bucket/admin.ts";
import { DEFAULT_RETENTION, lifecycleRules } from "../../cli/bucket/lifecycle.ts";
import { policyFor, type Role } from "../../cli/bucket/policy.ts";
import { createClient } from "#lib/store/client.ts";
import { GUEST } from "../../scripts/local-store/ceph.ts";
import { setUp } from "../../cli/setup/index.ts";
import { examine } from "../../cli/doctor/index.ts";
import { listTail } from "../../cli/log.ts";
import { runErase } from "../../cli/erase/index.ts";
import { Workplace } from "../support/command.ts";
import { event } from "../support/hook.ts";
import { jpegOf } from "../support/picture.ts";
import { receiver, scene, storeSettings, storeWith } from "../support/receiving.ts";
import { storeClient } from "../support/store-client.ts";

const { client } = storeClient();
const bucket = `least-${randomUUID()}`;
const asGuest = { bucket, credentials: GUEST };
const guest = createClient({ ...storeSettings(), ...asGuest });
const access = createBucketAccess(guest, bucket);

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

async function refusedOf(...roles: Role[]) {
  const needs = await access.needs(roles);
  return needs.filter(({ fault }) => fault !== null).map(({ what }) => what);
}

describe.runIf(process.env.STORE_KIND === "ceph")("with its policy and nothing else", () => {
  beforeAll(async () => {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    await createBucketAdmin(client, bucket, null).setLifecycle(lifecycleRules([], DEFAULT_RETENTION));
  });

  test("a receiver does all its work, and deletes no picture", async () => {
    await allow("receiver");
    expect(await refusedOf("receiver")).toEqual([]);
    expect(await access.mayDeletePictures()).toBe(false);
    const { send, receive, lines, now, stream } = scene({ store: asGuest });
    const body = await jpegOf(320, 180);
    expect((await receive(send({ body, time: now - 30_000 }))).status).toBe(200);
    expect((await receive(send({ body }))).status).toBe(200);
    // A duplicate is told from another picture by a HEAD, and another receiver looks at the feed's newest original.
    expect((await receive(send({ body }))).status).toBe(200);
    const other = receiver({ store: asGuest });
    expect((await other.receive(send({ body, time: now + 30_000 }))).status).toBe(200);
    const data = { streamId: stream, ended: now };
    expect(
      (
        await other.receive(
          event({ body: { type: "feeds", event: "ended", timestamp: now, data: { feedId: "f", ...data } } }),
        )
      ).status,
    ).toBe(200);
    expect([...lines, ...other.lines].filter(({ error }) => error !== undefined)).toEqual([]);
    expect(lines.map(({ outcome }) => outcome)).toEqual(["stored", "stored", "duplicate"]);
    await other.store.probe(AbortSignal.timeout(10_000));
  });

  test("the doctor finds nothing amiss with both policies, and what is missing with one", async () => {
    const place = new Workplace();
    const env = {
      AWS_ENDPOINT_URL_S3: storeSettings().endpoint ?? "",
      AWS_S3_BUCKET_NAME: bucket,
      AWS_ACCESS_KEY_ID: GUEST.accessKeyId,
      AWS_SECRET_ACCESS_KEY: GUEST.secretAccessKey,
      WEBHOOK_SECRET: "b25l",
      ACCESS: "public",
    };
    await allow("receiver", "gallery");
    const both = await place.run(examine, [], env);
    expect(both.code).toBe(0);
    expect(both.out).not.toMatch(/^(FAIL|WARN)/m);
    await allow("gallery");
    expect((await place.run(examine, ["--role", "gallery"], env)).code).toBe(0);
    const receiver = await place.run(examine, ["--role", "receiver"], env);
    expect(receiver.code).toBe(1);
    expect(receiver.out).toMatch(
      /^FAIL {2}permissions +a receiver must put log\/ \(s3:PutObject\): AccessDenied$/m,
    );
    place.remove();
  });

  test("nobody erases with them, and is told to use other keys", async () => {
    await allow("receiver", "gallery");
    const place = new Workplace();
    const env = {
      AWS_ENDPOINT_URL_S3: storeSettings().endpoint ?? "",
      AWS_S3_BUCKET_NAME: bucket,
      AWS_ACCESS_KEY_ID: GUEST.accessKeyId,
      AWS_SECRET_ACCESS_KEY: GUEST.secretAccessKey,
    };
    const { code, err } = await place.run(runErase, ["--stream", "ZG6NWV/quiet", "--yes"], env);
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(/AccessDenied.*administer/) as string,
    });
    place.remove();
  });

  test("the set-up finishes with them, and says what they may not set", async () => {
    await allow("receiver", "gallery");
    const place = new Workplace();
    const env = {
      AWS_ENDPOINT_URL_S3: storeSettings().endpoint ?? "",
      AWS_ACCESS_KEY_ID: GUEST.accessKeyId,
      AWS_SECRET_ACCESS_KEY: GUEST.secretAccessKey,
      ACCESS: "public",
    };
    const { code, out } = await place.run(setUp, ["--bucket", bucket, "--skip-provider"], env);
    expect(code).toBe(0);
    expect(out).toContain("fine  lifecycle: keeps log 7 days, previews 30 days");
    expect(out).toMatch(/note {2}encryption: /);
    expect(out).toContain(`done  written: AWS_S3_BUCKET_NAME`);
    place.remove();
  });

  test("a gallery lists and shows, and writes nothing", async () => {
    await allow("gallery");
    expect(await refusedOf("gallery")).toEqual([]);
    const store = storeWith(asGuest);
    const frames = (await listTail(store, 120_000)).flatMap((entry) =>
      entry.kind === "frame" ? [entry.frame] : [],
    );
    const newest = frames.at(-1);
    if (newest === undefined) throw new Error("The receiver has stored no frame.");
    for (const kind of ["original", "preview"] as const) {
      const { url } = await store.pictureUrl({ frame: newest, kind }, Date.now());
      expect((await fetch(url)).status).toBe(200);
    }
    expect(await store.findRetention(AbortSignal.timeout(10_000))).toEqual({ logDays: 7, previewDays: 30 });
    expect(await refusedOf("receiver")).toEqual(
      expect.arrayContaining(["put log/ (s3:PutObject)", "delete health/ (s3:DeleteObject)"]),
    );
  });
});
