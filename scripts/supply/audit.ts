import { execFile } from "node:child_process";
import { z } from "zod";

export type Audit =
  | { readonly state: "done"; readonly serious: readonly string[]; readonly others: number }
  /** The registry offers no audit, or cannot be reached. */
  | { readonly state: "unavailable"; readonly why: string };

const DEADLINE_MS = 60_000;
const SERIOUS = new Set(["high", "critical"]);
const REPORT = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.object({ name: z.string(), severity: z.string() })),
});
const FAILURE = z.object({ message: z.string(), statusCode: z.number().optional() });

/** Asks the registry for known vulnerabilities of the packages of production. */
export function auditPackages(): Promise<Audit> {
  const options = { timeout: DEADLINE_MS, maxBuffer: 2 ** 26 };
  return new Promise((resolve) => {
    // The exit code does not tell a vulnerability from a failure.
    execFile("npm", ["audit", "--omit=dev", "--json"], options, (_, stdout) => resolve(parseAudit(stdout)));
  });
}

/** Reads what npm audit --json prints. */
export function parseAudit(output: string): Audit {
  const json = parseJson(output);
  const report = REPORT.safeParse(json);
  if (!report.success) return { state: "unavailable", why: describeFailure(json) };
  const found = Object.values(report.data.vulnerabilities);
  const serious = found.filter(({ severity }) => SERIOUS.has(severity));
  return {
    state: "done",
    serious: serious.map(({ name, severity }) => `${name}: ${severity}`),
    others: found.length - serious.length,
  };
}

/** Names no registry. */
function describeFailure(json: unknown): string {
  const { data } = FAILURE.safeParse(json);
  if (data === undefined) return "npm audit printed no report";
  return data.statusCode === undefined
    ? "npm audit could not reach the registry"
    : `the registry offers no audit (${data.statusCode})`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
