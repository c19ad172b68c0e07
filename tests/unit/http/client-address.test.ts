import { describe, expect, test } from "vitest";
import { clientAddress } from "#lib/http/client-address.ts";

const behind = (trustedProxies: number, forwardedFor: string | null, socket: string | null = null) =>
  clientAddress({ forwardedFor, socket, trustedProxies });

describe("the address", () => {
  test("comes from the outermost trusted proxy", () => {
    expect(behind(1, "203.0.113.9")).toBe("203.0.113.9");
    expect(behind(1, "forged, 192.0.2.1, 203.0.113.9")).toBe("203.0.113.9");
    expect(behind(2, "forged, 203.0.113.9, 10.0.0.1")).toBe("203.0.113.9");
  });

  test("is unknown if a trusted proxy appended none", () => {
    expect(behind(2, "203.0.113.9")).toBeNull();
    expect(behind(1, null)).toBeNull();
    expect(behind(1, "203.0.113.9, unknown")).toBeNull();
    expect(behind(1, "")).toBeNull();
  });

  test("is the socket's without trusted proxies", () => {
    expect(behind(0, "203.0.113.9", "198.51.100.7")).toBe("198.51.100.7");
    expect(behind(0, "203.0.113.9")).toBeNull();
  });

  test.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::ffff", "2001:db8:1:2::/64"],
    ["[2001:db8:1:2::1]:4711", "2001:db8:1:2::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["2001:db8:0:2:0:0:0:1", "2001:db8:0:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["::ffff:cb00:7109", "203.0.113.9"],
    ["203.0.113.9:4711", "203.0.113.9"],
  ])("of %s is %s", (address, expected) => {
    expect(behind(1, ` ${address} `)).toBe(expected);
  });
});
