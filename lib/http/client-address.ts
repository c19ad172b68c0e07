import { isIPv4, isIPv6 } from "node:net";

/** What is known of where a request comes from. */
export type Origin = {
  /** The request's `X-Forwarded-For`. */
  readonly forwardedFor: string | null;
  /** The address at the other end of the socket; null where it is not known. */
  readonly socket: string | null;
  /** How many proxies in front of this process append to `X-Forwarded-For`. */
  readonly trustedProxies: number;
};

/**
 * Tells clients apart by their addresses: IPv4 as it is, IPv6 by its /64, which is the least that one customer gets.
 *
 * With trusted proxies, the address is the one that the outermost of them appended: the n-th from the right, since a client
 * may write anything to the left of it. With none, it is the socket's.
 *
 * A route handler or page of Next cannot know the socket: it is given a Web Request made of the headers alone. `next start`
 * writes the socket's address into `X-Forwarded-For` only if that header is missing (base-server.js, `??=`), so a client
 * that sends the header chooses the value, and no handler can tell the two cases apart. There, with TRUSTED_PROXIES=0, no
 * address is known. Vercel overwrites the header with the client's address: TRUSTED_PROXIES=1.
 *
 * @returns null where the address is not known or cannot be trusted: those clients count as one
 */
export function clientAddress({ forwardedFor, socket, trustedProxies }: Origin): string | null {
  if (trustedProxies === 0) return socket === null ? null : normalizeAddress(socket);
  const address = forwardedFor?.split(",").at(-trustedProxies);
  return address === undefined ? null : normalizeAddress(address);
}

function normalizeAddress(text: string): string | null {
  const address = withoutPort(text.trim());
  if (isIPv4(address)) return address;
  return isIPv6(address) ? normalizeIPv6(address) : null;
}

/** Some proxies append the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(address)?.[1];
  return bracketed ?? address.replace(/^([\d.]+):\d{1,5}$/, "$1");
}

function normalizeIPv6(address: string): string {
  const groups = toGroups(address.replace(/%.*$/, ""));
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(":")}::/64`;
}

/** The eight groups of a valid IPv6 address. */
function toGroups(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const [before, after] = [partsOf(head), partsOf(tail ?? "")];
  return tail === undefined
    ? before
    : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function partsOf(text: string): number[] {
  if (text === "") return [];
  return text.split(":").flatMap((part) => {
    if (!part.includes(".")) return [Number.parseInt(part, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = part.split(".").map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
