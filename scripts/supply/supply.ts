// npm run supply: the licences of the packages of production, and their known vulnerabilities.
import { runScript } from "../shared/options.ts";
import { auditPackages } from "./audit.ts";
import { findUnknownLicences, listPackages } from "./licences.ts";

export type SupplyReport = {
  /** What must be changed. */
  readonly problems: readonly string[];
  /** Why there was no audit. */
  readonly unaudited?: string;
  readonly summary: string;
};

/** Checks the packages in the working directory. */
export async function checkSupply(): Promise<SupplyReport> {
  const packages = listPackages(".");
  const unknown = findUnknownLicences(packages).map(
    ({ name, licence }) => `${name}: licence ${licence === "" ? "missing" : licence}`,
  );
  const licences = `${packages.length} packages, ${unknown.length} with an unknown licence`;
  const audit = await auditPackages();
  if (audit.state === "unavailable")
    return { problems: unknown, unaudited: audit.why, summary: `${licences}; not audited: ${audit.why}` };
  const { serious, others } = audit;
  return {
    problems: [...unknown, ...serious],
    summary: `${licences}; vulnerabilities: ${serious.length} high or critical, ${others} others`,
  };
}

async function supply(): Promise<number> {
  const { problems, summary } = await checkSupply();
  for (const problem of problems) console.log(problem);
  console.log(summary);
  return problems.length > 0 ? 1 : 0;
}

if (import.meta.main) await runScript("supply", {}, supply);
