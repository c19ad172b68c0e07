// npm test says the same of the same code: its properties try the same inputs each time. By hand they try others.
import fc from "fast-check";

const seed = process.env.PROPERTY_SEED;
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
