import { fail, skip, warn } from "./advice.ts";

export const DELIVERY_ADVICE = {
  "address-missing": skip`address:
    The public address of this Livewall is unknown, so neither it nor its webhook can be checked.
    Set PUBLIC_URL, or give --url.`,
  "clock-differs": warn`clock:
    This machine's clock and that of the app differ. The wall shows wrong ages where a clock is wrong.
    Synchronise both by NTP: timedatectl set-ntp true, or chrony.`,
  "address-insecure": warn`address:
    Hooks and pages are not encrypted. The provider documents https addresses only.
    Put a reverse proxy with a certificate in front.`,
  "address-unreachable": fail`address:
    Nothing answers at the public address from here.
    Check the app, the DNS name, the firewall and the certificate.`,
  "address-redirects": fail`address:
    The webhook's address redirects. The provider does not document that it follows; many senders do not.
    Give the provider the final address: npm run setup -- --url <address>.`,
  "address-protected": fail`address:
    A deployment protection, a firewall or a proxy in front of Livewall asks for a login or rejects requests.
    Exempt POST /api/thumbnails: Livewall verifies the signature of hooks. On Vercel: Settings, Deployment Protection.`,
  "address-other": fail`address:
    Another server answers at the public address.
    Check PUBLIC_URL, and the target of the reverse proxy.`,
  "self-test-secret": fail`self-test:
    The app at the public address does not accept the webhook's secret. Every hook is rejected with 401.
    Set the same WEBHOOK_SECRET there, and restart or deploy it. If it is the same, a proxy may change the body.`,
  "self-test-clock": fail`self-test:
    The app rejected the time of the hook: its clock, or this machine's, is wrong.
    Synchronise both clocks by NTP.`,
  "self-test-store": fail`self-test:
    The app at the public address cannot store what it receives.
    Look at its log, and run the doctor there, with its settings.`,
  "self-test-refused": fail`self-test:
    The app rejected a valid hook.
    Read its answer and its log.`,
  "self-test-lost": fail`self-test:
    The hook was acknowledged, but its frame is not in this bucket.
    Give the app the same AWS_S3_BUCKET_NAME and endpoint as here. If its store is down, the frame waits in its spool.`,
  "self-test-preview": warn`self-test:
    The frame is stored, but it has no preview that can be loaded.
    Look for preview-not-stored in the app's log. sharp may be missing for its platform.`,
  "self-test-sharp": warn`self-test:
    The machine of the app cannot load sharp, so frames have no previews, and the wall shows originals.
    Its log says why at previews-unavailable. Run npm ci on that machine, use a CPU with x86-64-v2, or set PREVIEWS=off.`,
  "self-test-slow": warn`self-test:
    A hook took more than 2 seconds. The provider disables webhooks whose deliveries time out.
    Move the app near its bucket. Look at durationMs in its log, and at the store.`,
  "self-test-streams": skip`self-test:
    The app accepts the signature, but its STREAMS do not include the doctor's stream. Nothing was stored.
    To test the whole path, add livewall-doctor/* to STREAMS for a while.`,
  "self-test-unsigned": skip`self-test:
    There is no webhook secret to sign a test hook with.
    Set WEBHOOK_SECRET, or MILLICAST_API_SECRET to take it from the provider.`,
};
