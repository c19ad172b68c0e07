import { Icon } from "#components/ui/icon.tsx";

type SignOutProps = { className: string; /** Of its words. */ wordsClassName?: string };

/** Ends the access that a link has given this browser. */
export function SignOut({ className, wordsClassName }: SignOutProps) {
  return (
    <form method="post" action="/api/leave" className="contents">
      <button type="submit" data-tip="Sign out" className={className}>
        <Icon name="log-out" isAlone />
        <span className={wordsClassName}>Sign out</span>
      </button>
    </form>
  );
}
