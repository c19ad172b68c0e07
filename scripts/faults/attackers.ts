import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import { sendFrame } from "./sender.ts";
import type { Stage } from "./stage.ts";

/** Has the form of a signature, and signs nothing. */
const FORGED = `sha1=${"0".repeat(40)}`;
const FLOOD_BODY_BYTES = 250_000;
const TRICKLE_BODY_BYTES = 4_000_000;
const TRICKLE_START_BYTES = 3_900_000;

/** Posts one captured picture again and again under other names: a signature covers no header. */
export async function replay(stage: Stage, captured: Buffer, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await sendFrame(stage, { name: "captured", feed: randomUUID() }, captured);
}

/** Posts unsigned hooks from many connections, as fast as they are rejected. @returns their number */
export async function flood(url: string, connections: number, signal: AbortSignal): Promise<number> {
  let posted = 0;
  const body = new Uint8Array(FLOOD_BODY_BYTES);
  async function attack(signature: string | null) {
    while (!signal.aborted) {
      const signed = signature === null ? {} : { [THUMBNAIL_HEADERS.signature]: signature };
      const headers = { "Content-Type": "image/jpeg", ...signed };
      await fetch(url, { method: "POST", headers, body, signal })
        .then((response) => response.text())
        .catch(() => delay(10));
      posted += 1;
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, n) => attack(n % 2 === 0 ? FORGED : null)));
  return posted;
}

/** Opens connections that send the beginning of a large body, and then a byte at a time. */
export async function trickle(url: string, connections: number, signal: AbortSignal): Promise<void> {
  const { hostname, port, pathname } = new URL(url);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    "Content-Type: image/jpeg",
    `${THUMBNAIL_HEADERS.signature}: ${FORGED}`,
    `Content-Length: ${TRICKLE_BODY_BYTES}`,
    "",
    "",
  ].join("\r\n");
  const isOver = () => signal.aborted;
  async function attack() {
    while (!isOver()) {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => socket.destroy()).resume();
      socket.write(head);
      socket.write(new Uint8Array(TRICKLE_START_BYTES));
      while (!socket.closed && !isOver()) {
        socket.write("x");
        await delay(500, undefined, { signal }).catch(() => undefined);
      }
      socket.destroy();
    }
  }
  await Promise.all(Array.from({ length: connections }, attack));
}
