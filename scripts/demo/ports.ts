import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../store/free-port.ts";

const WATCH_EVERY_MS = 1_000;
/** A store that crashed is started again by its host: it may be away for a moment. */
const MISSES_MEAN_ENDED = 5;

/** Whether nothing on this machine answers on a port, at either address that `localhost` may mean. */
export async function isFree(port: number): Promise<boolean> {
  const answers = await Promise.all(["127.0.0.1", "::1"].map((host) => isAnswered(host, port)));
  if (answers.includes(true)) return false;
  return freePort(port).then(
    () => true,
    () => false,
  );
}

/** Resolves when nothing has answered on a port of loopback for some seconds, or on the signal. */
export async function unanswered(port: number, signal: AbortSignal): Promise<void> {
  let misses = 0;
  while (misses < MISSES_MEAN_ENDED && !signal.aborted) {
    await delay(WATCH_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    misses = (await isAnswered("127.0.0.1", port)) ? 0 : misses + 1;
  }
}

async function isAnswered(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
