import { once } from "node:events";
import { connect } from "node:net";
import { freePort } from "../shared/free-port.ts";

/** True if no program listens on a port, at either address that `localhost` may mean. */
export async function isFree(port: number): Promise<boolean> {
  const answers = await Promise.all(["127.0.0.1", "::1"].map((host) => isAnswered(host, port)));
  if (answers.includes(true)) return false;
  return freePort(port).then(
    () => true,
    () => false,
  );
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
