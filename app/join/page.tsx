import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LinkForm } from "#components/join/link-form.tsx";
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
        <p role="alert" className="rounded-lg border border-warn px-4 py-2.5 text-ink">
          This link does not open the wall. It has expired, was withdrawn, or is incomplete.
        </p>
      )}
      <p>Open the link you were sent, or paste it here.</p>
      <LinkForm to={parseDestination(to)} />
    </MessagePage>
  );
}
