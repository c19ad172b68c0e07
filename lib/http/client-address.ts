import { isIPv4, isIPv6 } from "node:net";

/** What is known of the origin of a request. */
export type Origin = {
  /** The request's `X-Forwarded-For`. */
  readonly forwardedFor: string | null;
  /** The address at the other end of the socket; null if it is not known. */
  readonly socket: string | null;
  /** How many proxies in front of this process append to `X-Forwarded-For`. */
  readonly trustedProxies: number;
};

/**
 * Tells clients apart by their addresses: IPv4 as it is, IPv6 by its /64, which is the least that one customer gets.
 *
 * With trusted proxies, the address is the one that the outermost of them appended: the n-th from the right, since a client
 * may write anything to the left of it. Without them, it is the socket's.
 *
 * Where Next is the program, no route handler or page can know the socket: it gets a Web Request made of the headers alone.
 * Next writes the socket's address into `X-Forwarded-For` only if that header is missing (base-server.js, `??=`), so a client
 * that sends the header chooses the value, and no handler can tell the two cases apart. There, with TRUSTED_PROXIES=0, no
 * address is known. Vercel overwrites the header with the client's address: TRUSTED_PROXIES=1.
 *
 * @returns null if the address is not known or cannot be trusted: those clients count as one
 */
export function clientAddress({ forwardedFor, socket, trustedProxies }: Origin): string | null {
  if (trustedProxies === 0) return socket === null ? null : normalizeAddress(socket);
  const address = forwardedFor?.split(",").at(-trustedProxies);
  return address === undefined ? null : normalizeAddress(address);
}

function normalizeAddress(text: string): string | null {
  const address = removePort(text.trim());
  if (isIPv4(address)) return address;
  return isIPv6(address) ? normalizeIPv6(address) : null;
}

/** Some proxies append the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function removePort(address: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(address)?.[1];
  return bracketed ?? address.replace(/^([\d.]+):\d{1,5}$/, "$1");
}

function normalizeIPv6(address: string): string {
  // The URL parser writes an IPv4 part as two groups. It knows no zones.
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, "")}]`);
  const [before = [], after = []] = hostname
    .slice(1, -1)
    .split("::")
    .map((part) => part.split(":").filter((group) => group !== ""));
  const zeros = Array<string>(8 - before.length - after.length).fill("0");
  const groups = [...before, ...zeros, ...after];
  if (groups.slice(0, 6).join(":") !== "0:0:0:0:0:ffff") return `${groups.slice(0, 4).join(":")}::/64`;
  return groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join(".");
}
