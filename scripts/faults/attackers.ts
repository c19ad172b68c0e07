import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import { openConnection, openSocket } from "./connection.ts";
import { sendFrame } from "./sender.ts";
import type { Stage } from "./stage.ts";
import type { Tally } from "./tally.ts";

/** Has the form of a signature, and signs nothing. */
const FORGED = `sha1=${"0".repeat(40)}`;
const FLOOD_BODY_BYTES = 250_000;
const TRICKLE_BODY_BYTES = 4_000_000;
const TRICKLE_START_BYTES = 3_900_000;
const TRICKLE_EVERY_MS = 500;
const PAUSE_MS = 10;

/** Where attackers send to, and until when. */
export type Target = { readonly port: number; readonly tally: Tally; readonly signal: AbortSignal };
/** The bytes of an attacker's next request. */
export type NextRequest = () => Uint8Array | string;

/** Posts one captured picture again and again under other names: a signature covers no header. */
export async function replay(stage: Stage, captured: Buffer, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await sendFrame(stage, { name: "captured", feed: randomUUID() }, captured);
}

/** Sends requests from many connections, each the next one when the last was answered. */
export async function askAgain(target: Target, connections: number, next: NextRequest): Promise<void> {
  const { port, tally, signal } = target;
  await repeat(connections, signal, () => {
    let connection = openConnection(port, signal);
    return async () => {
      try {
        if (!connection.isOpen()) connection = openConnection(port, signal);
        const { status, bytes } = await connection.send(next());
        tally.count(status, bytes);
      } catch {
        connection.close();
        if (signal.aborted) return;
        tally.count("closed");
        await pause(PAUSE_MS, signal);
      }
    };
  });
}

/** Sends requests from many connections, and leaves before they can be answered. */
export async function leaveEarly(
  { port, tally, signal }: Target,
  connections: number,
  { afterMs, everyMs }: { readonly afterMs: number; readonly everyMs: number },
  next: NextRequest,
): Promise<void> {
  await repeat(connections, signal, () => async () => {
    const socket = openSocket(port, signal).resume();
    socket.write(next());
    await pause(afterMs, signal);
    socket.destroy();
    tally.count("left");
    await pause(everyMs - afterMs, signal);
  });
}

/** Keeps connections open and sends the same few bytes on each, once. One that is closed is opened again. */
export async function hold(
  { port, tally, signal }: Target,
  connections: number,
  bytes: string,
): Promise<void> {
  await repeat(connections, signal, () => async () => {
    const socket = openSocket(port, signal).resume();
    if (bytes !== "") socket.write(bytes);
    await new Promise((resolve) => socket.once("close", resolve));
    if (!signal.aborted) tally.count("closed");
    await pause(PAUSE_MS, signal);
  });
}

/** Posts unsigned hooks from many connections, as fast as they are rejected. */
export function flood(target: Target, path: string, connections: number): Promise<void> {
  const body = Buffer.alloc(FLOOD_BODY_BYTES);
  const posts = [FORGED, null].map((signature) => {
    const signed = signature === null ? {} : { [THUMBNAIL_HEADERS.signature]: signature };
    const head = toHead("POST", path, {
      "Content-Type": "image/jpeg",
      "Content-Length": body.length,
      ...signed,
    });
    return Buffer.concat([Buffer.from(head), body]);
  });
  let turn = 0;
  return askAgain(target, connections, () => posts[turn++ % posts.length] ?? "");
}

/** Opens connections that send the beginning of a large body, and then a byte at a time. */
export async function trickle(
  { port, tally, signal }: Target,
  path: string,
  connections: number,
): Promise<void> {
  const head = toHead("POST", path, {
    "Content-Type": "image/jpeg",
    [THUMBNAIL_HEADERS.signature]: FORGED,
    "Content-Length": TRICKLE_BODY_BYTES,
  });
  const start = Buffer.concat([Buffer.from(head), Buffer.alloc(TRICKLE_START_BYTES)]);
  await repeat(connections, signal, () => async () => {
    const socket = openSocket(port, signal).resume();
    socket.write(start);
    while (!socket.closed && !signal.aborted) {
      socket.write("x");
      await pause(TRICKLE_EVERY_MS, signal);
    }
    socket.destroy();
    tally.count("sent");
  });
}

/** The head of a request, with the line that ends it. */
export function toHead(
  method: string,
  path: string,
  headers: Readonly<Record<string, string | number>> = {},
): string {
  const lines = Object.entries({ Host: "localhost", ...headers }).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, ...lines, "", ""].join("\r\n");
}

/** Runs loops side by side until the signal. @param createTurn makes the work that one loop repeats */
async function repeat(
  count: number,
  signal: AbortSignal,
  createTurn: () => () => Promise<void>,
): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async () => {
      const turn = createTurn();
      while (!signal.aborted) await turn();
    }),
  );
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
