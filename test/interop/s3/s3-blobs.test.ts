// Artifacts live in an S3-compatible store as they do on disk: by content, streamed, swept; against a real HTTP server.
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, type TestContext, test } from "vitest";
import { artifactStore } from "../../../runtime/tracking/artifacts/artifact-store.ts";
import { collectGarbage } from "../../../runtime/tracking/artifacts/collect-garbage.ts";
import { s3BlobStore } from "../../../runtime/tracking/artifacts/s3-blob-store.ts";
import { copyInParts } from "../../../runtime/tracking/artifacts/s3-copy-parts.ts";
import { freePort } from "../../harness/free-port.ts";
import { pythonWith } from "../../harness/python-environment.ts";
import { openTestStore } from "../../tracking/open-test-store.ts";

const TEN_MINUTES = 600_000;
const bucket = "bifold-test";
const keys = { accessKey: "test", secretKey: "test" };
let store: ChildProcess | undefined;
let endpoint = "";
let s3: S3Client;
let missing = "";

beforeAll(async () => {
  const environment = await pythonWith("moto[server,s3]>=5");
  if ("reason" in environment) {
    missing = environment.reason;
    return;
  }
  const port = await freePort();
  store = spawn(join(environment.programs, "moto_server"), ["-p", String(port)], { stdio: "ignore" });
  endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: keys.accessKey, secretAccessKey: keys.secretKey };
  s3 = new S3Client({ endpoint, forcePathStyle: true, region: "us-east-1", credentials });
  for (let attempt = 0; attempt < 200; attempt++) {
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answered) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
}, TEN_MINUTES);
afterAll(() => {
  store?.kill("SIGKILL");
});

function needsStore(context: TestContext): void {
  if (missing === "") return;
  console.warn(`Skipped: no Python environment with moto: ${missing}`);
  context.skip();
}

const stream = async function* (pieces: number, piece: Buffer) {
  for (let i = 0; i < pieces; i++) yield piece;
};

async function open(prefix: string) {
  const { metadata } = await openTestStore();
  const blobs = s3BlobStore({ bucket, prefix, endpoint, region: "us-east-1", ...keys });
  const names = async () =>
    ((await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `${prefix}/` }))).Contents ?? []).map(
      ({ Key }) => Key,
    );
  return { metadata, blobs, names, artifacts: artifactStore(metadata, blobs) };
}

test("stored once by content, listed, read whole and in part, swept", async (context) => {
  needsStore(context);
  const { artifacts, metadata, blobs, names } = await open("team/a");
  const weights = Buffer.from("weights");
  const first = await artifacts.put("1/r/artifacts/it's é \u{1f6eb}.onnx", stream(1, weights), 1);
  expect(await artifacts.put("1/r/artifacts/copy.onnx", stream(1, weights), 1)).toEqual(first);
  const digest = createHash("sha256").update(weights).digest("hex");
  expect(await names()).toEqual([`team/a/blobs/${digest.slice(0, 2)}/${digest}`]);
  const opened = await artifacts.open("1/r/artifacts/it's é \u{1f6eb}.onnx");
  expect((await buffer(opened.stream)).toString()).toBe("weights");
  expect((await buffer(await blobs.read(digest, { start: 1, end: 3 }))).toString()).toBe("eig");
  await expect(blobs.read("0".repeat(64))).rejects.toMatchObject({ code: "RESOURCE_DOES_NOT_EXIST" });
  expect(await blobs.has("0".repeat(64))).toBe(false);

  await artifacts.put("1/r/gone", stream(1, Buffer.from("gone")), 1);
  await artifacts.remove("1/r/gone");
  const now = Date.now() + 5_000;
  expect(await collectGarbage(metadata, blobs, { now, grace: 60_000 })).toMatchObject({ removedBlobs: 0 });
  expect(await collectGarbage(metadata, blobs, { now, grace: 0 })).toEqual({
    removedBlobs: 1,
    freedBytes: 4,
    keptBlobs: 1,
  });
  expect(await names()).toHaveLength(1);
});

test("a large artifact passes in parts with flat memory; one that is cut off or too large leaves nothing", async (context) => {
  needsStore(context);
  const { artifacts, names } = await open("team/b");
  const piece = Buffer.alloc(1 << 20, 3);
  const before = process.memoryUsage().rss;
  const { size } = await artifacts.put("big", stream(200, piece), 1);
  let read = 0;
  let peak = 0;
  for await (const chunk of (await artifacts.open("big")).stream) {
    read += (chunk as Buffer).length;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  expect([size, read]).toEqual([200 << 20, 200 << 20]);
  expect(peak - before).toBeLessThan(150 << 20);
  const cut = (async function* () {
    yield* stream(20, piece);
    throw new Error("connection lost");
  })();
  await expect(artifacts.put("cut", cut, 1)).rejects.toThrow("connection lost");
  await expect(artifacts.put("over", stream(20, piece), 1, 5 << 20)).rejects.toMatchObject({
    code: "RESOURCE_EXHAUSTED",
  });
  expect(await names()).toHaveLength(1);
});

test("what is too large for one copy is copied in parts", async (context) => {
  needsStore(context);
  const { blobs } = await open("team/c");
  const piece = Buffer.alloc(1 << 20, 5);
  const { digest, size } = await blobs.put(stream(12, piece));
  const source = { bucket, key: `team/c/blobs/${digest.slice(0, 2)}/${digest}`, size };
  await copyInParts(s3, source, `team/c/blobs/aa/${"a".repeat(64)}`, 5 << 20);
  const copied = await buffer(await blobs.read("a".repeat(64)));
  expect(createHash("sha256").update(copied).digest("hex")).toBe(digest);
});
