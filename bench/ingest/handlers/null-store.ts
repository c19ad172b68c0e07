// Takes every PUT and keeps nothing: what a receiver costs when its store costs nothing.
import { createServer } from "node:http";

createServer((request, response) => {
  request.resume();
  request.on("end", () => response.end());
}).listen(Number(process.argv[2]), "127.0.0.1");
