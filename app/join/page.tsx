import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LinkForm } from "#components/join/link-form.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { MessagePage } from "#components/ui/message.tsx";
import { parseDestination } from "#lib/access/destination.ts";
import { app } from "#lib/app.ts";

export const metadata: Metadata = { title: "Private wall · Livewall", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The page that links open. Only the browser sees the token after the #: no server, proxy or log does. */
export default async function JoinPage({ searchParams }: Props) {
  if (app().settings.access.mode === "public") redirect("/");
  const { refused, left, to } = await searchParams;
  return (
    <MessagePage title={left === undefined ? "This wall is private" : "You are signed out"} icon="lock">
      {refused !== undefined && (
        <p role="alert" id="refused" className="flex items-start gap-2 text-start text-ink">
          <Icon name="circle-alert" isAlone />
          This link does not work. It may be incomplete, expired or revoked. Ask for a new one.
        </p>
      )}
      <p>Open your invitation link, or paste it here.</p>
      <LinkForm to={parseDestination(to)} refusal={refused === undefined ? undefined : "refused"} />
    </MessagePage>
  );
}
