// Copies an object inside an S3-compatible store in parts, for one that is too large for a single copy.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";

export interface S3Source {
  readonly bucket: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

const GIGABYTE = 1024 ** 3;

export async function copyInParts(
  s3: S3Client,
  source: S3Source,
  key: string,
  part = GIGABYTE,
): Promise<void> {
  const target = { Bucket: source.bucket, Key: key };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target));
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (let start = 0; start < source.size; start += part) {
      const PartNumber = Parts.length + 1;
      const { CopyPartResult } = await s3.send(
        new UploadPartCopyCommand({
          ...target,
          UploadId,
          PartNumber,
          CopySource: `${source.bucket}/${encodeURIComponent(source.key)}`,
          CopySourceRange: `bytes=${start}-${Math.min(start + part, source.size) - 1}`,
        }),
      );
      Parts.push({ PartNumber, ETag: CopyPartResult?.ETag });
    }
    await s3.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  } catch (problem) {
    await s3.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => {});
    throw problem;
  }
}
