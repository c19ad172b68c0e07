import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const COMPOSE = readFileSync("deploy/one-machine/compose.yaml", "utf8");
const DOCKERFILE = readFileSync("Dockerfile", "utf8");
const UNIT = readFileSync("deploy/one-machine/livewall@.service", "utf8");
/** Of a hook that has just arrived when Livewall is told to stop. */
const LONGEST_STOP_SECONDS = 20;

/** The indented lines below a line, without comments. */
function findBlock(text: string, head: string): string[] {
  const lines = text.split("\n").filter((line) => !line.trimStart().startsWith("#"));
  const start = lines.findIndex((line) => line.trim() === head);
  const indent = lines[start]?.search(/\S/) ?? 0;
  const block = lines.slice(start + 1);
  const end = block.findIndex((line) => line !== "" && line.search(/\S/) <= indent);
  return block.slice(0, end === -1 ? block.length : end).map((line) => line.trim());
}

const SERVICES = COMPOSE.split("\nservices:\n")[1]?.split("\nvolumes:\n")[0] ?? "";
const names = [...SERVICES.matchAll(/^ {2}(\w+):(?: &\w+)?$/gm)].map(([, name = ""]) => name);

describe("the containers", () => {
  test("are made from images that are pinned by their hash", () => {
    const argument = /^ARG NODE=(.+)$/m.exec(DOCKERFILE)?.[1] ?? "";
    const bases = [...DOCKERFILE.matchAll(/^FROM (\S+)/gm)].map(([, base = ""]) =>
      base.replace("${NODE}", argument),
    );
    const images = [...COMPOSE.matchAll(/^ +image: (\S+)$/gm)].map(([, image = ""]) => image);
    expect([bases.length, images.length]).toEqual([2, 1]);
    for (const image of [...bases, ...images]) expect(image).toMatch(/^\w+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  });

  test("run the Node.js that everything is tested with", () => {
    const { devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
      devDependencies: { node: string };
    };
    expect(DOCKERFILE).toContain(`ARG NODE=node:${devDependencies.node}-`);
  });

  test("are Livewall, a second one during an upgrade, and their proxy", () => {
    expect(names).toEqual(["livewall", "second", "caddy"]);
    expect(findBlock(COMPOSE, "second:").filter(Boolean)).toEqual(["<<: *livewall", "profiles: [upgrade]"]);
  });

  test("may write to volumes alone, have no rights and a bounded log", () => {
    expect(findBlock(COMPOSE, "x-hardened: &hardened")).toEqual(
      expect.arrayContaining([
        "read_only: true",
        "cap_drop: [ALL]",
        'security_opt: ["no-new-privileges:true"]',
        "max-size: 10m",
        'max-file: "5"',
      ]),
    );
  });

  test.each(names.filter((name) => name !== "second"))("%s is hardened, with a limit of memory", (name) => {
    const block = findBlock(COMPOSE, name === "livewall" ? "livewall: &livewall" : `${name}:`);
    expect(block).toContain("<<: *hardened");
    expect(block.join("\n")).toMatch(/^mem_limit: \d+[mg]$/m);
  });

  test("tell viewers behind Caddy apart", () => {
    expect(findBlock(COMPOSE, "livewall: &livewall")).toContain('TRUSTED_PROXIES: "1"');
  });

  test.each([
    ["Compose", /stop_grace_period: (\d+)s/, COMPOSE],
    ["systemd", /^TimeoutStopSec=(\d+)$/m, UNIT],
  ])("%s waits for the hooks that have arrived", (_, pattern, text) => {
    expect(Number(pattern.exec(text)?.[1])).toBeGreaterThan(LONGEST_STOP_SECONDS);
  });
});

test("the service of systemd may write to its own folder alone, has no rights and a limit of memory", () => {
  const lines = UNIT.split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "DynamicUser=yes",
      "ProtectSystem=strict",
      "ProtectHome=yes",
      "NoNewPrivileges=yes",
      "CapabilityBoundingSet=",
      "MemoryMax=1G",
      "TasksMax=256",
    ]),
  );
});
