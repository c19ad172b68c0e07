import { setTimeout as delay } from "node:timers/promises";

/** The provider disables webhooks whose deliveries time out. */
const ANSWER_MS = 5_000;

/**
 * The answer, if it is there within five seconds; else it throws. By a timer of this process: where the machine stands
 * still, those of the receiver are late by as much and still come first.
 */
export async function inTime(answer: Promise<Response>): Promise<Response> {
  const first = await Promise.race([answer, delay(ANSWER_MS, null, { ref: false })]);
  if (first === null) throw new Error(`no answer within ${ANSWER_MS} ms`);
  return first;
}
