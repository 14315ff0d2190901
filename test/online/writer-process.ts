// A writer in a process of its own: tells when it is half-way, then goes on until it is killed, or commits at a limit.
import { openLmdbStore } from "../../runtime/online/lmdb-store.ts";
import { openRedisStore } from "../../runtime/online/redis-store.ts";

const [kind, address = "", view = "", cut = "", batches = "Infinity"] = process.argv.slice(2);
const store =
  kind === "lmdb"
    ? await openLmdbStore({ directory: address })
    : await openRedisStore({ url: address, project: "test" });
const writer = await store.begin({ view, fingerprint: "f" }, Number(cut));
for (let batch = 0; batch < Number(batches); batch++) {
  const keys = Array.from({ length: 1_000 }, (_, index) => Buffer.from(`killed-${batch}-${index}`));
  await writer.write(
    keys,
    keys.map(() => Buffer.from("killed")),
  );
  if (batch === 40) process.stdout.write("half-way\n");
  if (batch > 40) await new Promise((resolve) => setTimeout(resolve, 5));
}
await writer.commit();
await store.close();
