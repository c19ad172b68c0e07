import type { Advice } from "./types.ts";

/** Problems at the provider. */
export const PROVIDER_ADVICE = {
  "provider-unasked": {
    check: "provider",
    state: "skip",
    means: "Without its API secret, the provider cannot be checked.",
    todo: "Set MILLICAST_API_SECRET, or give --api-secret-file.",
  },
  "provider-unauthorized": {
    check: "provider",
    state: "fail",
    means: "The provider does not accept the API secret.",
    todo: "Copy the API secret again, whole, from the provider's dashboard: Settings, Security, API Secrets.",
  },
  "provider-fails": {
    check: "provider",
    state: "fail",
    means: "The provider's API does not answer as documented.",
    todo: "Check this machine's network, and try again later.",
  },
  "webhook-missing": {
    check: "webhook",
    state: "fail",
    means: "No webhook of the account points to this Livewall: no hook will come.",
    todo: "Create it: npm run setup. Or set PUBLIC_URL to the address of the webhook.",
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
    means: "The provider has disabled the webhook, because too many deliveries timed out. No hook comes.",
    todo: "Remove the cause of the timeouts, then enable it: npm run livewall -- doctor --re-enable.",
  },
  "webhook-secret": {
    check: "webhook",
    state: "fail",
    means: "The webhook signs with a secret that is not in WEBHOOK_SECRET: every hook is rejected with 401.",
    todo: "Write the secret to the settings: npm run setup. Then restart the app or deploy it.",
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
    means:
      "Several webhooks with the same filter and kinds of hooks point here: every hook comes several times.",
    todo: "If a secret is being rotated, finish it: npm run livewall -- webhooks rotate. If not, delete all but one of them.",
  },
  "secret-unused": {
    check: "webhook",
    state: "warn",
    means: "WEBHOOK_SECRET accepts a secret that no webhook of this account uses here.",
    todo: "When the log shows no hook with that secret's number in signedBySecret, remove it, unless it is another account's.",
  },
  "tokens-none": {
    check: "tokens",
    state: "fail",
    means: "No active publish token sends thumbnails.",
    todo: "Turn them on: npm run livewall -- tokens thumbnails --all, or for some of them by number. Where none is active, enable one (tokens enable) or create one (tokens create).",
  },
  "tokens-some": {
    check: "tokens",
    state: "warn",
    means: "Streams that are published with these tokens will have no picture.",
    todo: "If they belong on the wall: npm run livewall -- tokens thumbnails with their numbers.",
  },
  "test-hook-unasked": {
    check: "provider's test",
    state: "skip",
    means:
      "The provider's own test hook goes to every webhook of the account, so it is sent on request only.",
    todo: "Add --test-hook.",
  },
  "test-hook-lost": {
    check: "provider's test",
    state: "warn",
    means: "The provider says that it sent a thumbnail, and none came within 20 seconds.",
    todo: "If the self-test passes, the provider cannot reach the address, or its test hook is not as documented: see the app's log.",
  },
  "feeds-silent": {
    check: "feeds",
    state: "warn",
    means: "Feeds are live at the provider, but no picture of them has come for two minutes.",
    todo: "Thumbnails need a publish token that has them on, VP8, VP9 or H.264 (not H.265 or AV1) and regular key frames; pictures over MAX_FRAME_BYTES, 4.5 MB on Vercel, are rejected.",
  },
  "feeds-unknown": {
    check: "feeds",
    state: "skip",
    means: "The provider does not tell which feeds are live: its monitoring is not in every plan.",
    todo: "Compare the provider's dashboard with the wall.",
  },
} as const satisfies Readonly<Record<string, Advice>>;
