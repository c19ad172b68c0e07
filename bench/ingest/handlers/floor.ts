// The floor: nothing but HTTP, the HMAC and one signed PUT over connections that stay open.
import { sampleKey, serve } from "./handler.ts";
import { put } from "./put.ts";

serve((hook) => put(sampleKey(hook), hook.jpeg));
