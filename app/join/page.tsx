import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LinkForm } from "#components/join/link-form.tsx";
import { Message } from "#components/ui/message.tsx";
import { parseDestination } from "#lib/access/destination.ts";
import { app } from "#lib/app.ts";

export const metadata: Metadata = { title: "Private wall · Livewall", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where links lead. What comes after the # is in the browser alone: no server, proxy or log sees it on the way. */
export default async function JoinPage({ searchParams }: Props) {
  if (app().settings.access.mode === "public") redirect("/");
  const { refused, left, to } = await searchParams;
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Message title={left === undefined ? "This wall is private" : "You are signed out"} isWholePage>
        {refused !== undefined && (
          <p role="alert" className="mb-4 rounded-lg border border-stalled px-4 py-2.5 text-ink">
            That link does not open this wall: it has ended, was withdrawn, or is not whole.
          </p>
        )}
        <p>Open the link that you were given, or paste it here. Whoever runs this wall makes them.</p>
        <LinkForm to={typeof to === "string" ? parseDestination(to) : "/"} />
      </Message>
    </main>
  );
}
