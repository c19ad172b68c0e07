import Link from "next/link";
import { Message } from "#components/ui/message.tsx";

export default function NotFound() {
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Message title="There is no such page" isWholePage>
        <p>
          {/* Loaded anew: this page's policy lets no picture in where nobody had opened a link when it came. */}
          <Link href="/" target="_top" className="text-accent underline">
            Go to the wall
          </Link>
        </p>
      </Message>
    </main>
  );
}
