// Started by the fault test, which kills it: a tracking server over a folder and its metadata; prints its address.
import { join } from "node:path";
import { listen } from "../../runtime/server/listen.ts";
import { artifactStore } from "../../runtime/tracking/artifacts/artifact-store.ts";
import { localBlobStore } from "../../runtime/tracking/artifacts/blob-store.ts";
import { newRunId } from "../../runtime/tracking/new-run-id.ts";
import { openMetadataAt } from "../tracking/metadata-place.ts";

const [folder = "", address = ""] = process.argv.slice(2);
const metadata = await openMetadataAt(address);
const artifacts = artifactStore(metadata, localBlobStore(join(folder, "artifacts")));
const report = (problem: unknown) => console.error(problem);
const { url } = await listen({ metadata, artifacts, now: Date.now, newId: newRunId, port: 0, report });
console.log(url);
