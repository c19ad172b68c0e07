import { failed, type Outcome, PASSED } from "./outcome.ts";
import { runTool, type Tool } from "./tool.ts";

/** Passes when every command does; shows all that a failing one printed. */
export function staticCheck(...commands: [Tool, ...string[]][]): () => Promise<Outcome> {
  return async () => {
    for (const [tool, ...args] of commands) {
      const { exitCode, output } = await runTool(tool, args);
      if (exitCode === 0) continue;
      console.log(output.trimEnd());
      return failed(`${tool} ended with exit code ${exitCode}`);
    }
    return PASSED;
  };
}
