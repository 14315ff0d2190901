// Copies a file whose content is known by its hash: the copy is there whole and right, or not at all.
import { constants } from "node:fs";
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { randomUUID } from "node:crypto";
import { fileDigest } from "../pipeline/file-digest.ts";
import { UserError } from "../user-error.ts";

/** @throws UserError F5152 where the content is not what it must be. */
export async function copyChecked(
  from: string,
  to: string,
  expected: { readonly sha256: string; readonly what: string },
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  const beside = `${to}.${randomUUID()}.partial`;
  try {
    // Shares the blocks on disk where the file system can; a hard link would change when either is written to.
    await copyFile(from, beside, constants.COPYFILE_FICLONE).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== "ENOENT") throw cause;
      throw damaged(`The file of ${expected.what} is gone`, cause);
    });
    const digest = await fileDigest(beside, signal);
    if (digest !== expected.sha256) {
      throw damaged(
        `${expected.what} is damaged: its file has the SHA-256 ${digest.slice(0, 12)}…, and ${expected.sha256.slice(0, 12)}… was recorded`,
      );
    }
    await rename(beside, to);
  } finally {
    await rm(beside, { force: true });
  }
}

function damaged(message: string, cause?: unknown): UserError {
  return new UserError(
    {
      code: "F5152",
      message: `${message}.`,
      why: "Other bytes than those that were used would give other results, and nobody would notice.",
      hint: "Bring it back from a backup; `npx bifold data verify` checks everything that is kept.",
    },
    { cause },
  );
}
