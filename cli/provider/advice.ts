import type { ProviderError } from "../provider-api/error.ts";

/** What to do about a call of the provider that did not succeed. */
export function adviceOn({ fault }: ProviderError): string {
  switch (fault) {
    case "unauthorized":
      return "Copy the API secret again, whole, from the provider's dashboard: Settings, Security, API Secrets.";
    case "forbidden":
      return "The account's plan or role does not include this: ask its owner.";
    case "refused":
      return "Mend what it names, and run the command again.";
    case "limited":
      return "Wait a minute, and run the command again.";
    case "failed":
    case "unreadable":
      return "The provider seems to be in trouble, or something stands between: try again later.";
    case "timeout":
    case "unreachable":
      return "Check this machine's way to the internet, and run the command again: it goes on where it stopped.";
  }
}
