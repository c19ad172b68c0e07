import { fail, skip, warn } from "./advice.ts";

export const PROVIDER_ADVICE = {
  "provider-unasked": skip`provider:
    Without its API secret, the provider cannot be checked.
    Set MILLICAST_API_SECRET, or give --api-secret-file.`,
  "provider-unauthorized": fail`provider:
    The provider does not accept the API secret.
    Copy the API secret again, whole, from the provider's dashboard: Settings, Security, API Secrets.`,
  "provider-fails": fail`provider:
    The provider's API does not answer as documented.
    Check this machine's network, and try again later.`,
  "webhook-missing": fail`webhook:
    No webhook of the account points to this Livewall, so no hooks come.
    Create it: npm run setup. Or set PUBLIC_URL to the address of the webhook.`,
  "webhook-hooks": fail`webhook:
    The webhook does not send thumbnails.
    Turn them on: npm run setup.`,
  "webhook-feeds": warn`webhook:
    The webhook does not send feeds hooks. Streams end late, and sources have no names.
    Turn them on: npm run setup.`,
  "webhook-disabled": fail`webhook:
    The provider has disabled the webhook, because too many deliveries timed out. No hook comes.
    Remove the cause of the timeouts, then enable it: npm run livewall -- doctor --re-enable.`,
  "webhook-secret": fail`webhook:
    The webhook signs with a secret that is not in WEBHOOK_SECRET. Every hook is rejected with 401.
    Write the secret to the settings: npm run setup. Then restart the app or deploy it.`,
  "secret-competes": warn`webhook:
    WEBHOOK_SECRET is set to different values. The doctor uses the first place; an app that starts elsewhere may not.
    Leave it in one place. Of a shell, take it out with: unset WEBHOOK_SECRET.`,
  "webhook-filter": warn`webhook:
    The webhook only sends for streams whose names match its filter.
    Clear the filter in the provider's dashboard, if more streams belong on the wall.`,
  "webhook-doubled": warn`webhook:
    Several webhooks with the same filter and kinds of hooks point here: every hook comes several times.
    If a secret is being rotated, finish it: npm run livewall -- webhooks rotate. If not, delete all but one of them.`,
  "secret-unused": warn`webhook:
    WEBHOOK_SECRET accepts a secret that no webhook of this account uses here.
    Remove it if the log shows no hooks with its number in signedBySecret, and no other account uses it.`,
  "tokens-none": fail`tokens:
    No active publish token sends thumbnails.
    Turn them on: npm run livewall -- tokens thumbnails --all. If no token is active, enable one (tokens enable) or create one (tokens create).`,
  "tokens-some": warn`tokens:
    Streams that are published with these tokens will have no picture.
    If they belong on the wall: npm run livewall -- tokens thumbnails <numbers>.`,
  "test-hook-unasked": skip`provider's test:
    The provider's own test hook goes to every webhook of the account, so it is sent on request only.
    Add --test-hook.`,
  "test-hook-lost": warn`provider's test:
    The provider reports a sent thumbnail, but none came within 20 seconds.
    See the app's log. If the self-test passes, the provider cannot reach the address, or its test hook is not as documented.`,
  "feeds-silent": warn`feeds:
    Feeds are live at the provider, but have sent no picture for two minutes.
    Thumbnails need a publish token that has them on, VP8, VP9 or H.264 (not H.265 or AV1), and regular key frames. Pictures above MAX_FRAME_BYTES (4.5 MB on Vercel) are rejected.`,
  "feeds-unknown": skip`feeds:
    The provider does not list live feeds: its monitoring is not in every plan.
    Compare the provider's dashboard with the wall.`,
};
