import { once } from "node:events";
import http from "node:http";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A fault of every connection between a receiver and its store. */
export type Fault =
  | { readonly kind: "none" }
  /** Delays everything, in each direction. */
  | { readonly kind: "latency"; readonly ms: number }
  /** Limits the rate to the store, for each connection. */
  | { readonly kind: "bandwidth"; readonly bytesPerSecond: number }
  /** Resets the connection after so many bytes to the store. */
  | { readonly kind: "reset"; readonly afterBytes: number }
  /** Closes the store's half after the request, without an answer. */
  | { readonly kind: "half-close" }
  /** Accepts the connection and never answers. The store receives nothing. */
  | { readonly kind: "hang" }
  /** Stops the store's answer after so many bytes. */
  | { readonly kind: "hang-mid-answer"; readonly afterBytes: number }
  /** Answers one of so many requests itself. */
  | { readonly kind: "answer"; readonly status: number; readonly body: string; readonly oneOf: number };

export type FaultProxy = {
  readonly port: number;
  /** Resets open connections. New ones have the fault. */
  readonly set: (fault: Fault) => void;
  readonly stop: () => Promise<void>;
};

/** A TCP proxy between a receiver and its store. @param port of the store, on loopback */
export async function startFaultProxy(port: number): Promise<FaultProxy> {
  let fault: Fault = { kind: "none" };
  const open = new Set<Socket>();
  const answering = answerer(port, () => fault);

  function serve(client: Socket) {
    track(client);
    if (fault.kind === "answer") {
      answering.emit("connection", client);
      return;
    }
    if (fault.kind === "reset" && fault.afterBytes === 0) {
      client.resetAndDestroy();
      return;
    }
    if (fault.kind === "hang") {
      client.resume();
      return;
    }
    const store = track(connect({ host: "127.0.0.1", port }));
    void pump(client, store, fault, "to store");
    void pump(store, client, fault, "to client");
  }

  function track(socket: Socket): Socket {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  }

  const server = createServer({ allowHalfOpen: true }, serve).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      fault = next;
      for (const socket of open) socket.resetAndDestroy();
    },
    async stop() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, "close");
    },
  };
}

/** Forwards the data of one direction, with the fault of its connection. */
async function pump(
  from: Socket,
  to: Socket,
  fault: Fault,
  direction: "to store" | "to client",
): Promise<void> {
  let passed = 0;
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (fault.kind === "latency") await delay(fault.ms);
      if (direction === "to store") {
        if (fault.kind === "bandwidth") await delay((chunk.length / fault.bytesPerSecond) * 1000);
        if (fault.kind === "reset" && passed + chunk.length >= fault.afterBytes) {
          from.resetAndDestroy();
          to.resetAndDestroy();
          return;
        }
      } else if (fault.kind === "half-close") {
        to.end();
        continue;
      } else if (fault.kind === "hang-mid-answer") {
        const rest = Math.max(0, fault.afterBytes - passed);
        if (rest > 0) to.write(chunk.subarray(0, rest));
        passed += chunk.length;
        continue;
      }
      passed += chunk.length;
      if (!to.write(chunk)) await Promise.race([once(to, "drain"), once(to, "close")]);
    }
    if (fault.kind !== "hang-mid-answer") to.end();
  } catch {
    to.destroy();
  }
}

/** Answers some requests itself, and forwards the others. */
function answerer(port: number, current: () => Fault): http.Server {
  let count = 0;
  return http.createServer((request, response) => {
    const fault = current();
    count += 1;
    if (fault.kind === "answer" && count % fault.oneOf === 0) {
      request.resume().on("end", () => {
        response.writeHead(fault.status, { "Content-Type": "application/xml" }).end(fault.body);
      });
      return;
    }
    const { method, url: path, headers } = request;
    const forwarded = http.request({ host: "127.0.0.1", port, method, path, headers, agent: false });
    forwarded.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => response.destroy());
    request.pipe(forwarded);
  });
}
