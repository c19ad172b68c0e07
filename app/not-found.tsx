import Link from "next/link";
import { Message } from "#components/message.tsx";

export default function NotFound() {
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Message title="There is no such page" isWholePage>
        <p>
          <Link href="/" className="text-accent underline">
            Go to the wall
          </Link>
        </p>
      </Message>
    </main>
  );
}
