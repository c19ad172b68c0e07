// The receiver in front of a store that nobody can reach: what is refused, is refused before the store is asked.
import fc from "fast-check";
import { sign } from "#lib/provider/signature.ts";
import { createReceiver } from "#lib/receiver/receiver.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { receiverSettings, secretOf } from "../support/receiving.ts";
import { altered, asHeader, damaged, eventBody, feedId, headerText, NOW, streamId, time } from "./inputs.ts";
import { demand, type Fuzzed } from "./property.ts";

const SECRET = secretOf(Buffer.from("the secret of the fuzzer").toString("base64"));
/** No picture may be as large, so none is stored. */
const NO_PIXELS = 0;

function unreachable() {
  let calls = 0;
  let outcome = "";
  const settings = {
    bucket: "none",
    region: "auto",
    endpoint: "http://127.0.0.1:9",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    checksums: "WHEN_REQUIRED",
  } as const;
  const store = openStore(settings, { onCall: () => calls++ });
  const { receive } = createReceiver({
    settings: receiverSettings({ secrets: [SECRET], maxFramePixels: NO_PIXELS }),
    store: { ...store, now: () => NOW, confirmClock: () => Promise.resolve() },
    log: () => undefined,
    onHook: (report) => (outcome = report.outcome),
  });
  return async (headers: Record<string, string | null>, body: Uint8Array<ArrayBuffer>) => {
    const sent = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
    const request = new Request("http://localhost/api/thumbnails", { method: "POST", headers: sent, body });
    const response = await receive(request);
    return { status: response.status, text: await response.text(), outcome, asked: calls };
  };
}

const post = unreachable();
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
const REFUSED_UNSIGNED = '{"title":"The request is not signed by the provider","status":401}';

export const RECEIVER: readonly Fuzzed[] = [
  {
    name: "whatever is not signed gets one answer, and the store is not asked",
    weight: 10,
    property: fc.asyncProperty(
      type,
      body,
      names,
      headerText(altered(fc.constant("sha1="))),
      async (type, body, names, junk) => {
        const right = sign(SECRET, body);
        const signature = junk === right ? null : junk;
        const answer = await post(
          { ...names, "content-type": type, "x-millicast-signature": signature },
          body,
        );
        demand(answer.asked === 0, "the store is not asked");
        if (answer.status === 415) return;
        demand(answer.status === 401 && answer.text === REFUSED_UNSIGNED, "the answer tells nothing");
      },
    ),
  },
  {
    name: "a right signature on other bytes is none",
    weight: 6,
    property: fc.asyncProperty(body, body, names, async (body, other, names) => {
      if (Buffer.from(body).equals(other)) return;
      const headers = {
        ...names,
        "content-type": "image/jpeg",
        "x-millicast-signature": sign(SECRET, other),
      };
      const answer = await post(headers, body);
      demand(
        answer.asked === 0 && answer.status === 401 && answer.text === REFUSED_UNSIGNED,
        "it is unauthentic",
      );
    }),
  },
  {
    name: "what is signed and no frame is refused with a reason, and the store is not asked",
    weight: 9,
    property: fc.asyncProperty(body, names, async (body, names) => {
      const signature = sign(SECRET, body);
      const answer = await post(
        { ...names, "content-type": "image/jpeg", "x-millicast-signature": signature },
        body,
      );
      demand(answer.asked === 0, "the store is not asked");
      demand(answer.status === 400 || answer.status === 422, "it is 400 or 422");
      demand(!answer.text.includes(signature), "no answer tells a signature");
    }),
  },
];
