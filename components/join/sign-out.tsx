import { Icon } from "#components/ui/icon.tsx";

/** Ends what a link has opened in this browser. */
export function SignOut() {
  return (
    <form method="post" action="/api/leave">
      <button className="cursor-pointer rounded-md border border-edge bg-card px-2.5 py-1.5">
        <Icon name="log-out" /> Sign out
      </button>
    </form>
  );
}
