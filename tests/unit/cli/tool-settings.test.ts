import { expect, test } from "vitest";
import { parseToolSettings, webhookUrl } from "../../../cli/tool-settings.ts";
import { SettingsError } from "#lib/settings/parse.ts";

test.each([
  ["https://wall.example.com", "https://wall.example.com"],
  [" https://wall.example.com/ ", "https://wall.example.com"],
  ["https://WALL.example.com:443/tv/", "https://wall.example.com/tv"],
  ["https://wall.example.com/api/thumbnails/", "https://wall.example.com"],
  ["http://localhost:3000", "http://localhost:3000"],
])("reads PUBLIC_URL=%j as %j", (given, read) => {
  expect(parseToolSettings({ PUBLIC_URL: given }).publicUrl).toBe(read);
  expect(webhookUrl(read)).toMatch(/[^/]\/api\/thumbnails$/);
});

test.each([
  ["PUBLIC_URL", "wall.example.com"],
  ["PUBLIC_URL", "https://https://wall.example.com"],
  ["PUBLIC_URL", "ftp://wall.example.com"],
  ["PUBLIC_URL", "https://me:secret@wall.example.com"],
  ["PUBLIC_URL", "https://wall.example.com/?a=b"],
  ["MILLICAST_API_URL", "http://api.example.com"],
  ["MILLICAST_API_URL", "api.millicast.com"],
])("rejects %s=%s without its value", (name, value) => {
  const parse = () => parseToolSettings({ [name]: value });
  expect(parse).toThrow(SettingsError);
  expect(parse).toThrow(new RegExp(`${name} must be`));
  expect(parse).not.toThrow(/me:secret/);
});

test("requires none of them", () => {
  expect(parseToolSettings({ MILLICAST_API_SECRET: " " })).toEqual({
    apiSecret: null,
    apiUrl: "https://api.millicast.com",
    publicUrl: null,
  });
});
