// Keeps bytes under the SHA-256 of their content in a bucket of an S3-compatible store; streamed both ways.
import { createHash, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { missing } from "../../database/store-error.ts";
import { type BlobEntry, type BlobStore, tooLarge } from "./blob-store.ts";
import { copyInParts } from "./s3-copy-parts.ts";

export interface S3Place {
  readonly bucket: string;
  /** Before every key, without slashes at its ends; "" for none. */
  readonly prefix: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
}

const PART = 8 * 1024 * 1024;
/** S3 copies no more than this in one request. */
const LARGEST_COPY = 5 * 1024 ** 3;

export function s3BlobStore(place: S3Place): BlobStore {
  const { bucket: Bucket } = place;
  const s3 = new S3Client(configOf(place));
  const root = place.prefix === "" ? "" : `${place.prefix}/`;
  const keyOf = (digest: string) => `${root}blobs/${digest.slice(0, 2)}/${digest}`;
  const has = async (digest: string): Promise<boolean> => {
    try {
      await s3.send(new HeadObjectCommand({ Bucket, Key: keyOf(digest) }));
      return true;
    } catch (problem) {
      if (statusOf(problem) === 404) return false;
      throw problem;
    }
  };
  const list = async function* (prefix: string): AsyncGenerator<readonly Listed[]> {
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({
          Bucket,
          Prefix: prefix,
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      );
      yield (page.Contents ?? []).map(({ Key = "", Size = 0, LastModified }) => ({
        key: Key,
        size: Size,
        storedAt: LastModified?.getTime() ?? Number.POSITIVE_INFINITY,
      }));
      token = page.NextContinuationToken;
    } while (token !== undefined);
  };

  return {
    has,
    async put(bytes, limit = Number.POSITIVE_INFINITY) {
      // The name is known only when all has passed: first to a name of its own, then copied inside the store.
      const incoming = `${root}incoming/${randomUUID()}`;
      const hash = createHash("sha256");
      let size = 0;
      const hashed = async function* () {
        for await (const chunk of bytes) {
          size += chunk.byteLength;
          if (size > limit) throw tooLarge(limit);
          hash.update(chunk);
          yield chunk;
        }
      };
      const upload = new Upload({
        client: s3,
        params: { Bucket, Key: incoming, Body: streamOf(hashed()) },
        partSize: PART,
        queueSize: 2,
      });
      try {
        await upload.done();
        const digest = hash.digest("hex");
        const source = { bucket: Bucket, key: incoming, size };
        if (size > LARGEST_COPY) await copyInParts(s3, source, keyOf(digest));
        else {
          const CopySource = `${Bucket}/${encodeURIComponent(incoming)}`;
          await s3.send(new CopyObjectCommand({ Bucket, Key: keyOf(digest), CopySource }));
        }
        return { digest, size };
      } catch (problem) {
        await upload.abort().catch(() => {});
        throw problem;
      } finally {
        // Should this fail, garbage collection does it.
        await s3.send(new DeleteObjectCommand({ Bucket, Key: incoming })).catch(() => {});
      }
    },
    async read(digest, range) {
      const Range = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` };
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: keyOf(digest), ...Range }));
        return Body as Readable;
      } catch (problem) {
        if (statusOf(problem) !== 404) throw problem;
        throw missing(`The content ${digest} is not in the artifact store.`);
      }
    },
    async remove(digests) {
      const most = 1000;
      for (let start = 0; start < digests.length; start += most) {
        const Objects = digests.slice(start, start + most).map((digest) => ({ Key: keyOf(digest) }));
        const { Errors = [] } = await s3.send(
          new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
        );
        const [first] = Errors;
        if (first !== undefined) throw new Error(`S3 did not delete ${first.Key}: ${first.Message}`);
      }
    },
    async *groups() {
      for await (const page of list(`${root}blobs/`)) {
        yield page.map(({ key, ...rest }): BlobEntry => ({ ...rest, digest: key.slice(-64) }));
      }
    },
    async removeLeftovers(before) {
      for await (const page of list(`${root}incoming/`)) {
        for (const { key, storedAt } of page) {
          if (storedAt < before) await s3.send(new DeleteObjectCommand({ Bucket, Key: key }));
        }
      }
    },
  };
}

interface Listed {
  readonly key: string;
  readonly size: number;
  readonly storedAt: number;
}

function configOf({ endpoint, region, accessKey, secretKey }: S3Place): S3ClientConfig {
  return {
    region: region ?? "us-east-1",
    // Other stores are reached by the path: the bucket is seldom a name in their DNS.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(accessKey === undefined || secretKey === undefined
      ? {}
      : { credentials: { accessKeyId: accessKey, secretAccessKey: secretKey } }),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  };
}

const streamOf = (chunks: AsyncIterable<Uint8Array>): Readable =>
  Readable.from(chunks, { objectMode: false });

const statusOf = (problem: unknown): number | undefined =>
  (problem as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
