import { describe, expect, test } from "vitest";
import { REFERENCE } from "#lib/settings/reference.ts";
import { parseSettings } from "#lib/settings/settings.ts";
import { parseToolSettings } from "#lib/settings/tools.ts";

const VALID = {
  WEBHOOK_SECRET: "b25l",
  AWS_S3_BUCKET_NAME: "frames",
  AWS_REGION: "eu-central-1",
  SPOOL_DIR: "/spool",
  ACCESS: "public",
};
const parse = (env: Record<string, string>) => ({
  ...parseSettings({ ...VALID, ...env }),
  tools: parseToolSettings(env),
});

describe("what the reference says of", () => {
  const withDefault = Object.entries(REFERENCE).filter(
    ([, description]) => description.default !== undefined,
  );
  test.each(withDefault)("%s is its default", (name, description) => {
    expect(parse({ [name]: description.default ?? "" })).toEqual(parse({}));
  });

  const required = Object.entries(REFERENCE).filter(([, { otherwise }]) => otherwise?.startsWith("required"));
  test.each(required)("%s is that it is required", (name) => {
    expect(() => parse({ [name]: "" })).toThrow(`${name} is missing`);
  });

  test.each(
    Object.entries(REFERENCE).flatMap(([name, { limits }]) =>
      limits === undefined ? [] : [{ name, limits }],
    ),
  )("$name is its limits", ({ name, limits: [least, most] }) => {
    for (const value of [least, most]) expect(() => parse({ [name]: String(value) })).not.toThrow();
    const step = most <= 1 ? 0.01 : 1;
    for (const value of [least - step, most + step])
      expect(() => parse({ [name]: String(value) })).toThrow(name);
  });

  test("each is its default or what comes without", () => {
    for (const [name, description] of Object.entries(REFERENCE)) {
      expect(
        [description.default, description.otherwise].filter((text) => text !== undefined),
        name,
      ).toHaveLength(1);
    }
  });
});
