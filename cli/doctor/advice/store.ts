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
  "addressing-wrong": fail`store:
    The store wants the bucket's name at the other place of its address: in the host name, or in the path.
    Set S3_ADDRESSING as found: npm run setup.`,
  "puts-ignored": warn`store contract:
    The store ignores If-None-Match. Livewall looks before each put, but two receivers that get a frame in the same instant may both put it.
    Run a single receiver on this bucket, or use a store that honours the header (docs/stores.md).`,
  "puts-refused": warn`store contract:
    The store refuses If-None-Match. Livewall looks before each put, but two receivers that get a frame in the same instant may both put it.
    Run a single receiver on this bucket, or use a store that honours the header (docs/stores.md).`,
  "puts-race": fail`store contract:
    The store lets several receivers put one key, although it knows If-None-Match.
    Run a single receiver on this bucket, and report it to the store's makers.`,
  "lists-wrong": fail`store contract:
    The store does not list as S3 does, so the wall or its past would miss frames.
    Use a newer version of the store, or another one (docs/stores.md).`,
  "names-refused": fail`store contract:
    The store refuses long names. Hooks of streams with such names would fail.
    Use shorter names of streams and sources, or another store (docs/stores.md).`,
  "metadata-lost": fail`store contract:
    The store does not keep metadata, or does not tell an absent object from another. Duplicates and frozen pictures are not found.
    Look for a proxy that removes x-amz-meta headers, or use another store (docs/stores.md).`,
  "bytes-changed": fail`store contract:
    A picture came back from the store with other bytes, or its presigned URL was rejected.
    Check the clock, and look for a proxy that changes requests or their Host. For a store that is not AWS, set S3_CHECKSUMS=when_required.`,
  "pictures-unreachable": warn`store contract:
    The address of pictures does not answer from here. If it does not answer viewers either, they see none.
    Open it from a viewer's network, and check S3_PUBLIC_ENDPOINT, DNS and firewall.`,
  "urls-open": fail`store contract:
    A presigned URL that was changed or has expired opened a picture. Viewers can see more than they were given.
    Look for a cache or a proxy in front of the store that ignores signatures, or use another store.`,
  "pictures-hidden": warn`pictures:
    Browsers load pictures from a name that only this machine or its network knows.
    Set S3_PUBLIC_ENDPOINT to the store's address for viewers (docs/stores.md).`,
  "pictures-insecure": warn`pictures:
    The wall is at https, and browsers load no pictures from http there.
    Give the store a certificate, and set S3_PUBLIC_ENDPOINT to its https address (docs/stores.md).`,
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
