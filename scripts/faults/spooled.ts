import { existsSync, readdirSync } from "node:fs";
import { until } from "../store/until.ts";

/** After an outage of minutes, much waits. */
const DELIVERY_DEADLINE_MS = 600_000;

/** Waits for a receiver to have delivered all that it spooled. */
export function spoolDelivered(directory: string): Promise<unknown> {
  const waiting = () => readdirSync(directory).filter((name) => name.endsWith(".hook")).length;
  const isEmpty = () => !existsSync(directory) || waiting() === 0;
  return until("the spool to be delivered", DELIVERY_DEADLINE_MS, () => Promise.resolve(isEmpty()));
}
