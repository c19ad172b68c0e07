import { createBucketAccess } from "../bucket/access.ts";
import { createBucketAdmin } from "../bucket/admin.ts";
import { storeFault, type StoreFaultKind } from "../bucket/fault.ts";
import { PREFIXES, retentionOf } from "#lib/store/lifecycle.ts";
import { createClient } from "#lib/store/client.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import type { AdviceCode } from "./advice/index.ts";
import { clockVerdict } from "./clock.ts";
import type { Patient } from "./patient.ts";
import { fine, found, type Verdict } from "./verdict.ts";

const PATIENCE_MS = 20_000;

const CODES: Readonly<Record<StoreFaultKind, AdviceCode>> = {
  credentials: "store-credentials",
  clock: "clock-off",
  denied: "store-denied",
  missing: "store-missing",
  elsewhere: "store-elsewhere",
  taken: "store-denied",
  unsupported: "store-fails",
  unreachable: "store-unreachable",
  other: "store-fails",
};

type Bucket = {
  readonly admin: ReturnType<typeof createBucketAdmin>;
  readonly access: ReturnType<typeof createBucketAccess>;
};

/** Whether the store can be used, and by nobody else. */
export async function checkStore(store: StoreSettings, { roles }: Patient): Promise<Verdict[]> {
  const client = createClient(store, PATIENCE_MS);
  const bucket = {
    admin: createBucketAdmin(client, store.bucket, null),
    access: createBucketAccess(client, store.bucket),
  };
  const trouble = await bucket.admin.trouble();
  if (trouble !== null) {
    const where = trouble.region === undefined ? "" : `; it is in ${trouble.region}`;
    return [found(CODES[trouble.kind], `${store.bucket}: ${trouble.says}${where}`)];
  }
  const verdicts: Verdict[] = [
    fine("store", `the bucket ${store.bucket} at ${store.endpoint ?? `AWS, ${store.region}`} answers`),
  ];
  for (const check of [
    checkClock,
    checkPermissions(roles),
    checkPrivacy,
    checkLifecycle,
    checkRoundTrip(roles),
  ]) {
    verdicts.push(...(await check(bucket).catch((error: unknown) => [storeVerdict(error)])));
  }
  return verdicts;
}

export function storeVerdict(error: unknown): Verdict {
  const { kind, says } = storeFault(error);
  return found(CODES[kind], says);
}

async function checkClock({ access }: Bucket): Promise<Verdict[]> {
  return [clockVerdict(await access.clockAheadMs())];
}

function checkPermissions(roles: Patient["roles"]) {
  return async ({ access }: Bucket): Promise<Verdict[]> => {
    const missing = (await access.needs(roles)).filter(({ fault }) => fault !== null);
    const verdicts = missing.map(({ role, what, fault }) =>
      found("permission-missing", `a ${role} must ${what}: ${fault?.says ?? ""}`),
    );
    if (missing.length === 0)
      verdicts.push(fine("permissions", `the keys may do all that is needed (${roles.join(", ")})`));
    if (await access.mayDeletePictures()) verdicts.push(found("keys-wide", "the keys may delete pictures"));
    return verdicts;
  };
}

async function checkPrivacy({ admin, access }: Bucket): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const open = await access.openness().catch((error: unknown) => storeFault(error).says);
  if (typeof open === "string") verdicts.push(found("privacy-unknown", open));
  else {
    const may = (["read", "list", "write"] as const).filter((deed) => open[deed]);
    verdicts.push(
      may.length > 0
        ? found("bucket-public", `anybody may ${may.join(", ")}`)
        : fine("privacy", "without keys, the bucket can be neither read, listed nor written"),
    );
  }
  const block = await admin.publicAccessBlock();
  if (block.is === "known") {
    verdicts.push(
      block.value
        ? fine("privacy", "public access is blocked")
        : found("public-access-open", "public access is not blocked"),
    );
  }
  return verdicts;
}

async function checkLifecycle({ admin }: Bucket): Promise<Verdict[]> {
  const [rules, versioning] = await Promise.all([admin.lifecycle(), admin.versioning()]);
  const verdicts: Verdict[] = [];
  if (rules.is === "unsupported")
    verdicts.push(found("lifecycle-unknown", "the store offers none through S3"));
  else if (rules.is === "hidden") verdicts.push(found("lifecycle-unknown", rules.why));
  else {
    const retention = retentionOf(rules.value);
    const endless = PREFIXES.filter((prefix) => retention[prefix] === null);
    verdicts.push(
      endless.length > 0
        ? found("lifecycle-missing", `kept for ever: ${endless.join(", ")}`)
        : fine("lifecycle", PREFIXES.map((prefix) => `${prefix} ${retention[prefix] ?? 0} days`).join(", ")),
    );
  }
  if (versioning.is === "known" && versioning.value) {
    verdicts.push(found("versioning-on", "the bucket keeps versions"));
  }
  return verdicts;
}

/** A gallery may put nothing: what it shows is tried by the self-test. */
function checkRoundTrip(roles: Patient["roles"]) {
  return async ({ access }: Bucket): Promise<Verdict[]> => {
    if (!roles.includes("receiver")) return [];
    const outcome = await access.roundTrip();
    if (outcome === "same") return [fine("round trip", "3 MB came back by a presigned URL as they were put")];
    const says =
      outcome === "changed" ? "what came back is not what was put" : "the presigned URL was refused";
    return [found("bytes-changed", says)];
  };
}
