// A certificate with a digest over what it says: an edit by hand is noticed. It is no signature; who wants to forge one can.
import { createHash } from "node:crypto";
import type { Certificate } from "../../compiler/ir/manifest.ts";

export type Unsealed = Omit<Certificate, "digest">;

export function sealed(name: string, { fingerprint, compiler, functions, cases }: Unsealed): Certificate {
  const said = { fingerprint, compiler, functions, cases, differences: 0 } as const;
  const digest = createHash("sha256")
    .update(JSON.stringify([name, ...Object.values(said)]))
    .digest("hex");
  return { ...said, digest };
}

/** The certificate that an entry of a manifest is; null where no compilation wrote it as it stands. */
export function readCertificate(name: string, entry: unknown): Certificate | null {
  if (typeof entry !== "object" || entry === null) return null;
  const { fingerprint, compiler, functions, cases, ...rest } = entry as Partial<Certificate>;
  if (typeof fingerprint !== "string" || typeof compiler !== "string" || typeof functions !== "string") {
    return null;
  }
  if (typeof cases !== "number" || !Number.isSafeInteger(cases) || cases <= 0) return null;
  const { differences, digest } = rest;
  if (differences !== 0 || Object.keys(rest).length !== 2) return null;
  const certificate = sealed(name, { fingerprint, compiler, functions, cases, differences });
  return digest === certificate.digest ? certificate : null;
}
