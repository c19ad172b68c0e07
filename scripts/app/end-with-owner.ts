// Loaded into a server with --import, by an owner that opens a channel to it: the server ends when the owner
// does, however the owner ended.
process.once("disconnect", () => process.exit());
