import { expect, test } from "vitest";
import { parseAddress } from "#lib/server/address.ts";

test.each<[string[], Record<string, string>, string, number]>([
  [[], {}, "0.0.0.0", 3_000],
  [[], { PORT: "8080", HOSTNAME: "my-machine" }, "0.0.0.0", 8_080],
  [[], { PORT: " " }, "0.0.0.0", 3_000],
  [["--port", "4000"], { PORT: "8080" }, "0.0.0.0", 4_000],
  [["-p", "4000", "-H", "127.0.0.1"], {}, "127.0.0.1", 4_000],
])("%j and PORT of %j listen at %s, port %i", (args, env, host, port) => {
  expect(parseAddress(args, env)).toEqual({ host, port });
});

test.each<[string[], Record<string, string>, string]>([
  [["--port", "http"], {}, "--port must be a whole number"],
  [["--port", ""], { PORT: "http" }, "--port must be a whole number"],
  [[], { PORT: "http" }, "PORT must be a whole number"],
  [[], { PORT: "70000" }, "PORT must be a whole number"],
])("rejects the port of %j and %j", (args, env, says) => {
  expect(() => parseAddress(args, env)).toThrow(says);
});
