// A receiver that rejects all hooks, before it asks the store.
import fc from "fast-check";
import { sign } from "#lib/provider/signature.ts";
import { createReceiver } from "#lib/receiver/receiver.ts";
import { createMemoryStore } from "../support/memory-store.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { receiverSettings, secretOf } from "../support/receiver.ts";
import { altered, asHeader, damaged, eventBody, feedId, headerText, NOW, streamId, time } from "./inputs.ts";
import { demand, type Fuzzed } from "./property.ts";

const SECRET = secretOf(Buffer.from("the secret of the fuzzer").toString("base64"));
/** No picture may be as large, so none is stored. */
const NO_PIXELS = 0;

const store = createMemoryStore(() => NOW);
const { receive } = createReceiver({
  settings: receiverSettings({ secrets: [SECRET], maxFramePixels: NO_PIXELS }),
  store,
  log: () => undefined,
  onHook: () => undefined,
});

async function post(headers: Record<string, string | null>, body: Uint8Array<ArrayBuffer>) {
  const sent = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
  const request = new Request("http://localhost/api/thumbnails", { method: "POST", headers: sent, body });
  const response = await receive(request);
  demand(store.requests.length === 0, "the store gets no request");
  return { status: response.status, text: await response.text() };
}

const type = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("image/jpeg", "application/json", "IMAGE/JPEG; q=1") },
  fc.string().map(asHeader),
);
const body = fc.oneof(damaged(SMALL_JPEG), eventBody);
const names = fc.record({
  "x-millicast-feed-id": headerText(feedId),
  "x-millicast-stream-id": headerText(streamId),
  "x-millicast-timestamp": headerText(time.map(String)),
});
const UNSIGNED = '{"title":"The request is not signed by the provider","status":401}';

export const RECEIVER: readonly Fuzzed[] = [
  {
    name: "a hook without its signature gets one answer, and the store no request",
    weight: 16,
    property: fc.asyncProperty(
      fc.tuple(type, names, fc.boolean()),
      body,
      body,
      headerText(altered(fc.constant("sha1="))),
      async ([type, names, isOfOther], body, other, junk) => {
        const right = sign(SECRET, body);
        const wrong = isOfOther ? sign(SECRET, other) : junk;
        const signature = wrong === right ? null : wrong;
        const headers = { ...names, "content-type": type, "x-millicast-signature": signature };
        const { status, text } = await post(headers, body);
        demand(status === 415 || (status === 401 && text === UNSIGNED), "the answer tells nothing");
      },
    ),
  },
  {
    name: "a signed hook without a frame is rejected with a reason, and the store gets no request",
    weight: 9,
    property: fc.asyncProperty(body, names, async (body, names) => {
      const signature = sign(SECRET, body);
      const headers = { ...names, "content-type": "image/jpeg", "x-millicast-signature": signature };
      const { status, text } = await post(headers, body);
      demand(status === 400 || status === 422, "it is 400 or 422");
      demand(!text.includes(signature), "no answer tells a signature");
    }),
  },
];
