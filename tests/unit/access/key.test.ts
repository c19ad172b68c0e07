import { expect, test } from "vitest";
import { newAccessKey, parseAccessKey } from "#lib/access/key.ts";

const secret = (different: number) =>
  Buffer.from(Array.from({ length: 32 }, (_, n) => n % different)).toString("base64");

test("makes a new key each time", () => {
  const [one, other] = [newAccessKey("2026-11"), newAccessKey("2026-11")];
  expect(parseAccessKey(one)).toMatchObject({ id: "2026-11", secret: { length: 32 } });
  expect(one).not.toBe(other);
});

test("accepts ids of up to 32 characters, and keys of any length from 32 bytes", () => {
  expect(parseAccessKey(`${"a".repeat(32)}:${secret(32)}`)).not.toBeNull();
  expect(parseAccessKey(`${"a".repeat(33)}:${secret(32)}`)).toBeNull();
  const long = Buffer.from(Array.from({ length: 100 }, (_, n) => n)).toString("base64");
  expect(parseAccessKey(`a:${long}`)?.secret).toHaveLength(100);
});

test("rejects a key of few different bytes", () => {
  expect(parseAccessKey(`a:${secret(16)}`)).not.toBeNull();
  expect(parseAccessKey(`a:${secret(15)}`)).toBeNull();
});

const invalid = ["", ":", "a:", ` a:${secret(32)}`, `a:${secret(32)} `, `a:b:${secret(32)}`, secret(32)];
test.each(invalid)("rejects %j", (text) => {
  expect(parseAccessKey(text)).toBeNull();
});
