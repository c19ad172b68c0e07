import type { Advice } from "./types.ts";

/** Problems between the provider and the store. */
export const DELIVERY_ADVICE = {
  "address-missing": {
    check: "address",
    state: "skip",
    means: "The public address of this Livewall is unknown, so neither it nor its webhook can be checked.",
    todo: "Set PUBLIC_URL, or give --url.",
  },
  "address-insecure": {
    check: "address",
    state: "warn",
    means: "Hooks and pages are not encrypted. The provider documents https addresses only.",
    todo: "Put a reverse proxy with a certificate in front.",
  },
  "address-unreachable": {
    check: "address",
    state: "fail",
    means: "Nothing answers at the public address, as seen from here.",
    todo: "Check that the app runs, that DNS has the name, that the firewall opens the port, and that the certificate is valid.",
  },
  "address-redirects": {
    check: "address",
    state: "fail",
    means:
      "The webhook's address redirects. The provider does not document that it follows; many senders do not.",
    todo: "Give the provider the final address: npm run setup -- --url with it.",
  },
  "address-protected": {
    check: "address",
    state: "fail",
    means:
      "A deployment protection, a firewall or a proxy in front of Livewall asks for a login or rejects requests.",
    todo: "Let POST /api/thumbnails through without it: hooks are authenticated by their signature. On Vercel: Settings, Deployment Protection.",
  },
  "address-other": {
    check: "address",
    state: "fail",
    means: "Something answers at the public address that is not Livewall.",
    todo: "Check PUBLIC_URL, and the target of the reverse proxy.",
  },
  "self-test-secret": {
    check: "self-test",
    state: "fail",
    means:
      "The app at the public address does not accept the webhook's secret. Every hook is rejected with 401.",
    todo: "Set the same WEBHOOK_SECRET there, and restart or deploy it. If it is the same, a proxy may change the body.",
  },
  "self-test-clock": {
    check: "self-test",
    state: "fail",
    means: "The app rejected the time of the hook: its clock, or this machine's, is wrong.",
    todo: "Synchronise both clocks by NTP.",
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
    means: "The app rejected a valid hook.",
    todo: "Read its answer and its log.",
  },
  "self-test-lost": {
    check: "self-test",
    state: "fail",
    means: "The hook was acknowledged, but its frame is not in this bucket.",
    todo: "Give the app the same AWS_S3_BUCKET_NAME and endpoint as here. If its store is down, the frame waits in its spool.",
  },
  "self-test-preview": {
    check: "self-test",
    state: "warn",
    means: "The frame is stored, but it has no preview that can be loaded.",
    todo: "Look for preview-not-stored in the app's log. sharp may be missing for its platform.",
  },
  "self-test-slow": {
    check: "self-test",
    state: "warn",
    means: "A hook took more than 2 seconds. The provider disables webhooks whose deliveries time out.",
    todo: "Move the app near its bucket. Look at durationMs in its log, and at the store.",
  },
  "self-test-streams": {
    check: "self-test",
    state: "skip",
    means:
      "The app accepts the signature, but its STREAMS leave out the doctor's own stream, so nothing could be stored.",
    todo: "To test the whole path, add livewall-doctor/* to STREAMS for a while.",
  },
  "self-test-unsigned": {
    check: "self-test",
    state: "skip",
    means: "There is no webhook secret to sign a test hook with.",
    todo: "Set WEBHOOK_SECRET, or MILLICAST_API_SECRET to take it from the provider.",
  },
} as const satisfies Readonly<Record<string, Advice>>;
