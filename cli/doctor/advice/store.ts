import type { StoreFaultKind } from "../../bucket/fault.ts";
import { fail, skip, warn } from "./advice.ts";

export const STORE_ADVICE = {
  "settings-wrong": fail`settings:
    Livewall does not start with these settings.
    Correct them in the environment or .env.local (docs/settings.md), or run npm run setup.`,
  "clock-off": fail`clock:
    This machine's clock is wrong by minutes. The store rejects its signatures, and the receiver rejects new frames.
    Synchronise the clock by NTP: timedatectl set-ntp true, or chrony.`,
  "clock-drifts": warn`clock:
    This machine's clock is off by more than 20 seconds, and so are the ages on the wall.
    Synchronise the clock by NTP: timedatectl set-ntp true, or chrony.`,
  "store-credentials": fail`store:
    The store does not know these keys, or there are none.
    Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the role or profile. A session token must belong to the keys.`,
  "store-missing": fail`store:
    There is no bucket of this name.
    Check AWS_S3_BUCKET_NAME, or make the bucket: npm run setup.`,
  "store-elsewhere": fail`store:
    The bucket is in another region.
    Set AWS_REGION to the bucket's region.`,
  "store-denied": fail`store:
    The keys may not list the bucket, or it belongs to another account.
    Give them the policy that npm run setup -- --policies prints, or choose another name.`,
  "store-unreachable": fail`store:
    The store does not answer.
    Check AWS_ENDPOINT_URL_S3, DNS, firewall and proxy.`,
  "store-fails": fail`store:
    The store answers with an unusual error.
    Look up the code in the store's documentation. On a store that is not AWS, try S3_CHECKSUMS=when_required.`,
  "permission-missing": fail`permissions:
    The keys may not do something that Livewall needs.
    Give them the policy that npm run setup -- --policies prints. For a process that only receives or only shows, run the doctor with --role.`,
  "keys-wide": warn`permissions:
    The keys may delete pictures. Livewall never does, but an attacker with the keys could.
    Give the app keys of its own, with the policy that npm run setup -- --policies prints.`,
  "bucket-public": fail`privacy:
    The bucket can be read, listed or written without keys.
    Remove the bucket policy or ACL that allows it, and block public access: npm run setup.`,
  "public-access-open": warn`privacy:
    Nothing prevents making the bucket public by mistake.
    Block public access: npm run setup.`,
  "privacy-unknown": skip`privacy:
    The doctor could not test if the bucket is public.
    Correct the named problem, and run the doctor again.`,
  "lifecycle-missing": warn`lifecycle:
    Some prefixes have no lifecycle rule, so the bucket grows for ever.
    Set how long each is kept: npm run setup -- --keep-log 7 --keep-previews 30.`,
  "lifecycle-unknown": skip`lifecycle:
    The store does not offer lifecycle rules through S3, or these keys may not read them.
    Check the rules by the store's own means, or run the doctor with keys that may administer the bucket.`,
  "versioning-on": warn`lifecycle:
    The bucket keeps versions. Expired objects stay as older versions, and cost as much as before.
    Suspend versioning on this bucket.`,
  "bytes-changed": fail`round trip:
    A picture came back from the store with other bytes, or its presigned URL was rejected.
    Check the clock, and look for a proxy that changes requests. For a store that is not AWS, set S3_CHECKSUMS=when_required.`,
};

export const STORE_FAULTS: Readonly<Record<StoreFaultKind, keyof typeof STORE_ADVICE>> = {
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
