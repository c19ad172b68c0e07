import { fail } from "./advice.ts";

export const CONNECTION_ADVICE = {
  "store-dns": fail`store:
    There is no host of this name, as far as this machine's DNS knows.
    Correct AWS_ENDPOINT_URL_S3 or AWS_REGION, or the DNS of this machine or container.`,
  "store-tls": fail`store:
    No encrypted connection to the store is possible.
    Renew or replace the store's certificate. For a private authority, set NODE_EXTRA_CA_CERTS to its file, here and for the app.`,
  "store-hangs": fail`store:
    Something accepts requests at the store's address, or swallows them, and does not answer.
    Check the store, and whether a firewall drops its packets. Hooks are answered 503 meanwhile, or wait in the spool.`,
  "store-not-s3": fail`store:
    A web page or another program answers at the endpoint, not an S3.
    Take the path out of AWS_ENDPOINT_URL_S3, and use the port of the S3 API, which is often not that of the store's console.`,
};
