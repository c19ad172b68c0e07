export type State = "ok" | "warn" | "fail" | "skip";

export type Advice = {
  /** What is looked at. */
  readonly check: string;
  /** `fail` loses hooks or shows nothing; `warn` costs something, or will; `skip` could not be looked at. */
  readonly state: Exclude<State, "ok">;
  /** What it means, in a sentence. */
  readonly means: string;
  readonly todo: string;
};

/** All that the doctor may find. docs/troubleshooting.md is made from it. */
export const ADVICE = {
  "settings-wrong": {
    check: "settings",
    state: "fail",
    means: "Livewall does not start with these settings.",
    todo: "Mend each in the environment or in .env.local, as docs/settings.md describes it, or run npm run setup.",
  },
  "clock-off": {
    check: "clock",
    state: "fail",
    means:
      "This machine's clock is wrong by minutes. The store refuses signatures, and frames whose time is more than 10 minutes old or 2 minutes ahead are refused.",
    todo: "Let the clock be set by NTP: timedatectl set-ntp true, or chrony.",
  },
  "clock-drifts": {
    check: "clock",
    state: "warn",
    means: "This machine's clock is off by more than 20 seconds: ages on the wall are wrong by as much.",
    todo: "Let the clock be set by NTP: timedatectl set-ntp true, or chrony.",
  },
  "store-credentials": {
    check: "store",
    state: "fail",
    means: "The store does not know these keys, or there are none.",
    todo: "Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the role or profile; a session token must belong to the keys.",
  },
  "store-missing": {
    check: "store",
    state: "fail",
    means: "There is no bucket of this name.",
    todo: "Check AWS_S3_BUCKET_NAME, or make the bucket: npm run setup.",
  },
  "store-elsewhere": {
    check: "store",
    state: "fail",
    means: "The bucket is in another region.",
    todo: "Set AWS_REGION to the bucket's region.",
  },
  "store-denied": {
    check: "store",
    state: "fail",
    means: "The keys may not list the bucket, or it is somebody else's.",
    todo: "Give them the policy that npm run setup -- --policies prints.",
  },
  "store-unreachable": {
    check: "store",
    state: "fail",
    means: "The store does not answer.",
    todo: "Check AWS_ENDPOINT_URL_S3, and the way there: DNS, firewall, proxy.",
  },
  "store-fails": {
    check: "store",
    state: "fail",
    means: "The store answers with an error that is none of the usual ones.",
    todo: "Look the code up in the store's documentation; on a store that is not AWS, try S3_CHECKSUMS=when_required.",
  },
  "permission-missing": {
    check: "permissions",
    state: "fail",
    means: "The keys may not do something that Livewall needs.",
    todo: "Give them the policy that npm run setup -- --policies prints. For a process that only receives or only shows, ask with --role.",
  },
  "keys-wide": {
    check: "permissions",
    state: "warn",
    means: "The keys may delete pictures, which Livewall never does: whoever gets hold of them can, too.",
    todo: "Give the app keys of its own, with the policy that npm run setup -- --policies prints.",
  },
  "bucket-public": {
    check: "privacy",
    state: "fail",
    means: "Anybody can read, list or write the bucket without keys.",
    todo: "Remove the bucket policy or ACL that allows it, and block public access: npm run setup.",
  },
  "public-access-open": {
    check: "privacy",
    state: "warn",
    means: "Nothing stands against making the bucket public by mistake.",
    todo: "Block public access: npm run setup.",
  },
  "privacy-unknown": {
    check: "privacy",
    state: "skip",
    means: "Whether the bucket is public could not be tried.",
    todo: "Mend what it names, and ask again.",
  },
  "lifecycle-missing": {
    check: "lifecycle",
    state: "warn",
    means: "Some of the bucket is kept for ever, and grows for ever.",
    todo: "Say how long each is to stay: npm run setup -- --keep-frames 7 --keep-previews 30 --keep-latest 30.",
  },
  "lifecycle-unknown": {
    check: "lifecycle",
    state: "skip",
    means: "The store does not offer lifecycle rules through S3, or these keys may not read them.",
    todo: "Look at the rules by the store's own means, or ask with keys that may administer the bucket.",
  },
  "versioning-on": {
    check: "lifecycle",
    state: "warn",
    means:
      "The bucket keeps versions: what is deleted stays, and each frame deletes a fact, so lists become slow.",
    todo: "Suspend versioning on this bucket.",
  },
  "bytes-changed": {
    check: "round trip",
    state: "fail",
    means: "A picture came back from the store other than it was put, or its presigned URL was refused.",
    todo: "Set S3_CHECKSUMS=when_required for a store that is not AWS; look for a proxy that changes requests; check the clock.",
  },
  "provider-unasked": {
    check: "provider",
    state: "skip",
    means: "Without the provider's API secret, its side cannot be looked at.",
    todo: "Set MILLICAST_API_SECRET, or give --api-secret-file.",
  },
  "provider-unauthorized": {
    check: "provider",
    state: "fail",
    means: "The provider does not take the API secret.",
    todo: "Copy it again, whole, from the provider's dashboard: Settings, Security, API Secrets.",
  },
  "provider-fails": {
    check: "provider",
    state: "fail",
    means: "The provider's API does not answer as it should.",
    todo: "Check this machine's way to it, and try again later.",
  },
  "webhook-missing": {
    check: "webhook",
    state: "fail",
    means: "No webhook of the account points to this Livewall: nothing will come.",
    todo: "Make it: npm run setup. Or set PUBLIC_URL to where the webhook points.",
  },
  "webhook-hooks": {
    check: "webhook",
    state: "fail",
    means: "The webhook does not send thumbnails.",
    todo: "Turn them on: npm run setup.",
  },
  "webhook-feeds": {
    check: "webhook",
    state: "warn",
    means:
      "The webhook does not send feeds hooks: an ended stream is noticed late, and sources have no names.",
    todo: "Turn them on: npm run setup.",
  },
  "webhook-disabled": {
    check: "webhook",
    state: "fail",
    means: "The provider has disabled the webhook, because too many deliveries timed out. Nothing comes.",
    todo: "Mend what made it slow, then enable it: npm run livewall -- doctor --re-enable.",
  },
  "webhook-secret": {
    check: "webhook",
    state: "fail",
    means: "The webhook signs with a secret that is not in WEBHOOK_SECRET: every hook is refused with 401.",
    todo: "Take the secret over: npm run setup, then restart the app or deploy it anew.",
  },
  "webhook-filter": {
    check: "webhook",
    state: "warn",
    means: "The webhook only sends for streams whose names match its filter.",
    todo: "Clear the filter in the provider's dashboard, if more streams belong on the wall.",
  },
  "webhook-doubled": {
    check: "webhook",
    state: "warn",
    means: "Several webhooks point here: every hook comes as often.",
    todo: "If a secret is being rotated, finish it: npm run livewall -- webhooks rotate. If not, delete all but one.",
  },
  "secret-unused": {
    check: "webhook",
    state: "warn",
    means: "WEBHOOK_SECRET accepts a secret that no webhook of this account has here any more.",
    todo: "When the log shows no hook with that secret's number in signedBySecret, remove it, unless it is another account's.",
  },
  "tokens-none": {
    check: "tokens",
    state: "fail",
    means: "No active publish token sends thumbnails.",
    todo: "Turn them on: npm run livewall -- tokens thumbnails --all, or for some of them by number.",
  },
  "tokens-some": {
    check: "tokens",
    state: "warn",
    means: "Streams that are published with these tokens will have no picture.",
    todo: "If they belong on the wall: npm run livewall -- tokens thumbnails with their numbers.",
  },
  "address-missing": {
    check: "address",
    state: "skip",
    means:
      "It is not known where the world finds this Livewall, so neither it nor its webhook can be looked at.",
    todo: "Set PUBLIC_URL, or give --url.",
  },
  "address-insecure": {
    check: "address",
    state: "warn",
    means: "Hooks and pages travel in the open: the provider documents https addresses only.",
    todo: "Put a reverse proxy with a certificate in front.",
  },
  "address-unreachable": {
    check: "address",
    state: "fail",
    means: "Nothing answers at the public address, as seen from here.",
    todo: "See that the app runs, that DNS names it, that the firewall lets the port through, and that the certificate is valid.",
  },
  "address-redirects": {
    check: "address",
    state: "fail",
    means:
      "The webhook's address redirects. Whether the provider follows is not documented; many senders do not.",
    todo: "Give the provider the final address: npm run setup -- --url with it.",
  },
  "address-protected": {
    check: "address",
    state: "fail",
    means:
      "Something before Livewall asks for a log-in or refuses: a deployment protection, a firewall, a proxy.",
    todo: "Let POST /api/thumbnails through without it: hooks are authenticated by their signature. On Vercel: Settings, Deployment Protection.",
  },
  "address-other": {
    check: "address",
    state: "fail",
    means: "Something answers at the public address that is not Livewall.",
    todo: "Check PUBLIC_URL, and where the reverse proxy sends its requests.",
  },
  "self-test-secret": {
    check: "self-test",
    state: "fail",
    means:
      "The app at the public address does not accept the webhook's secret: every hook is refused with 401.",
    todo: "Set the same WEBHOOK_SECRET there, and restart or deploy it anew. If it is the same, a proxy may change the body.",
  },
  "self-test-clock": {
    check: "self-test",
    state: "fail",
    means: "The app refused the time of the hook: its clock, or this machine's, is wrong.",
    todo: "Let both clocks be set by NTP.",
  },
  "self-test-store": {
    check: "self-test",
    state: "fail",
    means: "The app at the public address cannot store what it receives.",
    todo: "Look at its log, and run the doctor there, with its settings.",
  },
  "self-test-refused": {
    check: "self-test",
    state: "fail",
    means: "The app refused a valid hook.",
    todo: "The answer says why; its log says more.",
  },
  "self-test-lost": {
    check: "self-test",
    state: "fail",
    means: "The hook was acknowledged, but its frame is not in this bucket.",
    todo: "Give the app the same AWS_S3_BUCKET_NAME and endpoint as here; or its store is down, and the frame waits in its spool.",
  },
  "self-test-preview": {
    check: "self-test",
    state: "warn",
    means: "The frame is stored, but it has no preview that can be loaded.",
    todo: "Look at the app's log for preview-failed; sharp may be missing for its platform.",
  },
  "self-test-slow": {
    check: "self-test",
    state: "warn",
    means: "A hook took more than 2 seconds. The provider disables webhooks whose deliveries time out.",
    todo: "Move the app near its bucket; look at its log for durationMs, and at the store.",
  },
  "self-test-streams": {
    check: "self-test",
    state: "skip",
    means:
      "The app accepts the signature, but its STREAMS leave out the doctor's own stream, so nothing could be stored.",
    todo: "To test the whole way, add livewall-doctor/* to STREAMS for a while.",
  },
  "self-test-unsigned": {
    check: "self-test",
    state: "skip",
    means: "There is no webhook secret to sign a test hook with.",
    todo: "Set WEBHOOK_SECRET, or MILLICAST_API_SECRET to take it from the provider.",
  },
  "test-hook-unasked": {
    check: "provider's test",
    state: "skip",
    means:
      "The provider's own test hook goes to every webhook of the account, so it is sent only when asked for.",
    todo: "Add --test-hook.",
  },
  "test-hook-lost": {
    check: "provider's test",
    state: "warn",
    means: "The provider says that it sent a thumbnail, and none came within 20 seconds.",
    todo: "If the self-test is fine, the provider cannot reach the address, or its test hook is of another kind than documented: see the app's log.",
  },
  "feeds-silent": {
    check: "feeds",
    state: "warn",
    means: "Feeds are live at the provider, and no picture of them has come for two minutes.",
    todo: "Thumbnails need a publish token that has them on, VP8, VP9 or H.264 (not H.265 or AV1) and regular key frames; pictures over MAX_FRAME_BYTES, 4.5 MB on Vercel, are refused.",
  },
  "feeds-unknown": {
    check: "feeds",
    state: "skip",
    means: "The provider does not tell which feeds are live: its monitoring is not in every plan.",
    todo: "Look at the provider's dashboard, and compare it with the wall.",
  },
} as const satisfies Readonly<Record<string, Advice>>;

export type AdviceCode = keyof typeof ADVICE;
