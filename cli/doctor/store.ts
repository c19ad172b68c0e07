import { createClient } from "#lib/store/client.ts";
import { parseRetention, PREFIXES } from "#lib/store/retention.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { createBucketAccess } from "../bucket/access.ts";
import { findAddressing } from "../bucket/addressing.ts";
import { createBucketAdmin } from "../bucket/admin.ts";
import { CONTRACT, findLacks } from "../bucket/contract.ts";
import { toStoreFault } from "../bucket/fault.ts";
import { STORE_FAULTS } from "./advice/index.ts";
import type { Bucket, Check, Context } from "./context.ts";
import { type Finding, finding, pass, toStoreFinding } from "./finding.ts";

const TIMEOUT_MS = 20_000;
/** Frames that seem to be this far ahead are rejected. */
const CLOCK_FAILS_MS = 120_000;
const CLOCK_DRIFTS_MS = 20_000;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export async function checkBucket(context: Context): Promise<Finding[]> {
  const { storeSettings: given } = context;
  if (given === null) return [];
  const { settings, fault } = await findAddressing(given);
  if (fault !== null) {
    const where = fault.region === undefined ? "" : `; it is in ${fault.region}`;
    return [finding(STORE_FAULTS[fault.kind], `${settings.bucket}: ${fault.says}${where}`)];
  }
  const { addressing } = settings;
  if (addressing !== given.addressing)
    return [finding("addressing-wrong", `the bucket answers with S3_ADDRESSING=${addressing ?? ""}`)];
  const client = createClient(settings, { timeoutMs: TIMEOUT_MS });
  const admin = createBucketAdmin(client, settings.bucket, null);
  context.bucket = { admin, access: createBucketAccess(client, settings.bucket) };
  context.store = openStore(settings);
  const where = settings.endpoint ?? `AWS, ${settings.region}`;
  return [pass("store", `the bucket ${settings.bucket} at ${where} answers`)];
}

/** Makes a check that needs the bucket. An error becomes a finding. */
function onBucket(check: (bucket: Bucket, context: Context) => Promise<Finding[]>): Check {
  return async (context) => {
    if (context.bucket === null) return [];
    return await check(context.bucket, context).catch((error: unknown) => [toStoreFinding(error)]);
  };
}

export const checkClock = onBucket(async ({ access }) => [compareClocks(await access.clockAheadMs())]);

/** @param aheadMs how far the store's clock is ahead of this machine's; null when unknown */
export function compareClocks(aheadMs: number | null): Finding {
  // A store rejects signatures of a wrong time.
  if (aheadMs === null) return pass("clock", "the store accepts signatures of this machine's time");
  const offMs = Math.abs(aheadMs);
  if (offMs <= CLOCK_DRIFTS_MS) return pass("clock", "within seconds of the store's");
  const says = `${Math.round(offMs / 1000)} s ${aheadMs > 0 ? "behind" : "ahead of"} the store's`;
  return finding(offMs > CLOCK_FAILS_MS ? "clock-off" : "clock-drifts", says);
}

export const checkPermissions = onBucket(async ({ access }, { roles }) => {
  const missing = (await access.needs(roles)).filter(({ fault }) => fault !== null);
  const findings = missing.map(({ role, what, fault }) =>
    finding("permission-missing", `a ${role} must ${what}: ${fault?.says ?? ""}`),
  );
  if (missing.length === 0)
    findings.push(pass("permissions", `the keys may do all that is needed (${roles.join(", ")})`));
  if (await access.mayDeletePictures()) findings.push(finding("keys-wide", "the keys may delete pictures"));
  return findings;
});

export const checkPrivacy = onBucket(async ({ admin, access }) => {
  const findings: Finding[] = [];
  const open = await access.openness().catch((error: unknown) => toStoreFault(error).says);
  if (typeof open === "string") findings.push(finding("privacy-unknown", open));
  else {
    const rights = (["read", "list", "write"] as const).filter((right) => open[right]);
    findings.push(
      rights.length > 0
        ? finding("bucket-public", `anybody may ${rights.join(", ")}`)
        : pass("privacy", "without keys, the bucket can be neither read, listed nor written"),
    );
  }
  const block = await admin.publicAccessBlock();
  if (block.is !== "known") return findings;
  const isBlocked = pass("privacy", "public access is blocked");
  return [
    ...findings,
    block.value ? isBlocked : finding("public-access-open", "public access is not blocked"),
  ];
});

export const checkLifecycle = onBucket(async ({ admin }) => {
  const [rules, versioning] = await Promise.all([admin.lifecycle(), admin.versioning()]);
  const keepsVersions = versioning.is === "known" && versioning.value;
  const versions = keepsVersions ? [finding("versioning-on", "the bucket keeps versions")] : [];
  if (rules.is !== "known") {
    const says = rules.is === "hidden" ? rules.why : "the store offers none through S3";
    return [finding("lifecycle-unknown", says), ...versions];
  }
  const kept = parseRetention(rules.value);
  const endless = PREFIXES.filter((prefix) => kept[prefix] === null);
  if (endless.length > 0)
    return [finding("lifecycle-missing", `kept for ever: ${endless.join(", ")}`), ...versions];
  const days = PREFIXES.map((prefix) => `${prefix} ${kept[prefix] ?? 0} days`);
  return [pass("lifecycle", days.join(", ")), ...versions];
});

/** A gallery may put nothing. The self-test tries what it shows. */
export const checkContract = onBucket(async (_, { roles, storeSettings }) => {
  if (storeSettings === null || !roles.includes("receiver")) return [];
  const lacks = await findLacks(storeSettings);
  // Missing rights have findings of their own.
  if (lacks === null) return [];
  if (lacks.length > 0) return lacks.map(({ code, says }) => finding(code, says));
  return [pass("store contract", `all ${Object.keys(CONTRACT).length} properties that Livewall needs hold`)];
});

/** Whether browsers can load pictures from the endpoint, as far as its name tells. */
export function checkPictures({ storeSettings, webhookUrl }: Context): Promise<Finding[]> {
  const endpoint = URL.parse(storeSettings?.publicEndpoint ?? storeSettings?.endpoint ?? "");
  const wall = URL.parse(webhookUrl ?? "");
  if (endpoint === null) return Promise.resolve([]);
  const isLocal = LOOPBACK.test(endpoint.hostname);
  const isHidden = isLocal ? wall !== null && !LOOPBACK.test(wall.hostname) : !/[.:]/.test(endpoint.hostname);
  if (isHidden) return Promise.resolve([finding("pictures-hidden", `pictures come from ${endpoint.host}`)]);
  const isMixed = wall?.protocol === "https:" && endpoint.protocol === "http:" && !isLocal;
  return Promise.resolve(
    isMixed ? [finding("pictures-insecure", `pictures come from ${endpoint.origin}`)] : [],
  );
}
