import { once } from "node:events";
import { createServer } from "node:net";

/** A port on loopback that nothing listens on: `wanted` itself, or any if it is 0. */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer().listen(wanted, "127.0.0.1");
  await once(server, "listening").catch((cause: unknown) => {
    const taken = `Port ${wanted} on 127.0.0.1 cannot be used: another program listens there.`;
    throw new Error(`${taken} Stop it, or choose another port.`, { cause });
  });
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("A TCP server has no port.");
  return address.port;
}
