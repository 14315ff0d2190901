// The part of a manifest that a materialization reads, for one view whose job a test writes by hand.
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Field, ScalarKind } from "../../compiler/ir/value-type.ts";

/** Fingerprint `f`; slots `a0`, `a1`, ... of the given kinds. */
export function manifestOf(view: string, keys: readonly Field[], slots: readonly ScalarKind[]): Manifest {
  return {
    format: 1,
    compiler: "test",
    program: {
      entities: [{ name: "entity", keys, description: null }],
      sources: [],
      unions: [],
      featureViews: [
        {
          name: view,
          entity: "entity",
          source: "source",
          inputs: [],
          key: [],
          where: null,
          atoms: [],
          features: [],
          refresh: null,
          ttl: null,
          description: null,
        },
      ],
      requestViews: [],
      trainingSets: [],
      models: [],
      deployments: [],
    },
    fingerprints: { [`feature_view/${view}`]: "f" },
    layouts: {
      [view]: { slots: slots.map((kind, index) => ({ column: `a${index}`, kind, nullable: true })) },
    },
    files: {},
    certificates: {},
  };
}
