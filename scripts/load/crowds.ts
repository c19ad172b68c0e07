// What may come at a receiver all at once: frames, and people who mean harm.
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import { sendFrame, unique, type Sent } from "../faults/load.ts";
import type { Stage } from "../faults/stage.ts";

const KILOBYTE = 1_000;
/** In the shape of a signature, and of nothing. */
const FORGED = `sha1=${"0".repeat(40)}`;

/** A picture padded to a size with comments, which decoders skip. */
export function padded(jpeg: Buffer, bytes: number): Buffer {
  const comment = Buffer.concat([Buffer.of(0xff, 0xfe, 0xff, 0xff), Buffer.alloc(0xff_ff - 2)]);
  const missing = Math.max(0, Math.floor((bytes - jpeg.length) / comment.length));
  const comments = Array.from({ length: missing }, () => comment);
  return Buffer.concat([jpeg.subarray(0, 2), ...comments, jpeg.subarray(2)]);
}

/** So many feeds post in the same instant. */
export function burst(stage: Stage, count: number, jpeg: Buffer): Promise<Sent[]> {
  const feeds = Array.from({ length: count }, (_, n) => ({ name: `camera ${n}`, feed: randomUUID() }));
  return Promise.all(feeds.map((feed) => sendFrame(stage, feed, unique(jpeg))));
}

/** So many frames of so many feeds, as fast as they are taken. @param onQuarter is told of each quarter done */
export async function soak(
  stage: Stage,
  { frames, feeds, atOnce }: { readonly frames: number; readonly feeds: number; readonly atOnce: number },
  pictures: readonly Buffer[],
  onQuarter: () => Promise<void>,
): Promise<Sent[]> {
  const sessions = Array.from({ length: feeds }, (_, n) => ({ name: `camera ${n}`, feed: randomUUID() }));
  const sent: Sent[] = [];
  let next = 0;
  async function work() {
    for (let n = next++; n < frames; n = next++) {
      const [feed, picture] = [sessions[n % feeds], pictures[n % pictures.length]];
      if (feed === undefined || picture === undefined) throw new Error("there is nothing to send");
      sent.push(await sendFrame(stage, feed, unique(picture)));
      if (sent.length % Math.ceil(frames / 4) === 0) await onQuarter();
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return sent;
}

/** Posts what nobody signed, from so many connections, as fast as it is refused. @returns how many there were */
export async function flood(url: string, connections: number, signal: AbortSignal): Promise<number> {
  let posted = 0;
  const body = new Uint8Array(250 * KILOBYTE);
  async function attack(signature: string | null) {
    while (!signal.aborted) {
      const headers = {
        "Content-Type": "image/jpeg",
        ...(signature && { [THUMBNAIL_HEADERS.signature]: signature }),
      };
      await fetch(url, { method: "POST", headers, body, signal })
        .then((response) => response.text())
        .catch(() => delay(10));
      posted += 1;
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, n) => attack(n % 2 === 0 ? FORGED : null)));
  return posted;
}

/** Opens so many connections that send the beginning of a large body, and then a byte at a time. */
export async function trickle(url: string, connections: number, signal: AbortSignal): Promise<void> {
  const { hostname, port, pathname } = new URL(url);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    "Content-Type: image/jpeg",
    `${THUMBNAIL_HEADERS.signature}: ${FORGED}`,
    "Content-Length: 4000000",
    "",
    "",
  ].join("\r\n");
  const isOver = () => signal.aborted;
  async function attack() {
    while (!isOver()) {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => socket.destroy()).resume();
      socket.write(head);
      socket.write(new Uint8Array(3_900_000));
      while (!socket.closed && !isOver()) {
        socket.write("x");
        await delay(500, undefined, { signal }).catch(() => undefined);
      }
      socket.destroy();
    }
  }
  await Promise.all(Array.from({ length: connections }, attack));
}
