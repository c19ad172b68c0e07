import type { StoreSettings } from "#lib/settings/store-settings.ts";
import type { StoreFault } from "../bucket/fault.ts";

/** What a store answered that does not let the bucket be used, with what to do about it. */
export function whatToDo(
  { kind, says, region }: StoreFault,
  { bucket, endpoint }: Partial<StoreSettings>,
): string {
  switch (kind) {
    case "credentials":
      return `the store does not take these keys (${says}): check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the role or profile`;
    case "clock":
      return `this machine's clock is too far from the store's (${says}): set it`;
    case "denied":
      return `the bucket ${bucket ?? ""} cannot be used (${says}): it is somebody else's, and then choose another name, or these keys may not list it`;
    case "elsewhere":
      return `the bucket ${bucket ?? ""} is in another region${region === undefined ? ` (${says})` : `: run again with --region ${region}`}`;
    case "taken":
      return `the name ${bucket ?? ""} belongs to somebody else's bucket: choose another`;
    case "unsupported":
      return `this store lets nobody make the bucket ${bucket ?? ""} through S3 (${says}): make it by the store's own means`;
    case "unreachable":
      return `the store at ${endpoint ?? "AWS"} cannot be reached (${says})`;
    case "missing":
    case "other":
      return `the store did not do as it was asked: ${says}`;
  }
}
