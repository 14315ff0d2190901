// What was made of what: a graph of files, definitions, snapshots, runs, versions, deployments and predictions.

export type NodeKind =
  | "file"
  | "source"
  | "feature_view"
  | "request_view"
  | "feature"
  | "training_set"
  | "dataset"
  | "code"
  | "run"
  | "version"
  | "deployment"
  | "prediction";

export interface LineageNode {
  /** `kind/name`, with a fingerprint where there can be several. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly title: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** `to` was made of `from`. */
export interface LineageEdge {
  readonly from: string;
  readonly to: string;
}

export interface Lineage {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
}

export class LineageGraph {
  readonly #nodes = new Map<string, LineageNode>();
  readonly #parents = new Map<string, Set<string>>();
  readonly #children = new Map<string, Set<string>>();

  /** Facts that are known later are added to those of before. */
  add(node: LineageNode): void {
    const before = this.#nodes.get(node.id);
    const facts = { ...before?.facts, ...node.facts };
    this.#nodes.set(node.id, before === undefined ? node : { ...before, facts });
  }

  connect(from: string, to: string): void {
    listIn(this.#parents, to).add(from);
    listIn(this.#children, from).add(to);
  }

  get(id: string): LineageNode | null {
    return this.#nodes.get(id) ?? null;
  }

  all(): readonly LineageNode[] {
    return [...this.#nodes.values()];
  }

  /** What it was made of, by id. */
  parents(id: string): readonly LineageNode[] {
    return this.#known(this.#parents.get(id));
  }

  /** What was made of it. */
  children(id: string): readonly LineageNode[] {
    return this.#known(this.#children.get(id));
  }

  /** All that these were made of, or that was made of them, themselves included. */
  reach(ids: readonly string[], directions: readonly ("up" | "down")[]): Lineage {
    const kept = new Set(ids);
    const edges = new Map<string, LineageEdge>();
    for (const direction of directions) {
      const seen = new Set(ids);
      const waiting = [...ids];
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        for (const next of direction === "up" ? this.parents(id) : this.children(id)) {
          const edge = direction === "up" ? { from: next.id, to: id } : { from: id, to: next.id };
          edges.set(`${edge.from} ${edge.to}`, edge);
          kept.add(next.id);
          if (seen.has(next.id)) continue;
          seen.add(next.id);
          waiting.push(next.id);
        }
      }
    }
    return { nodes: this.#known(kept), edges: [...edges.values()] };
  }

  #known(ids: Iterable<string> = []): readonly LineageNode[] {
    return [...ids].sort().flatMap((id) => this.#nodes.get(id) ?? []);
  }
}

function listIn(map: Map<string, Set<string>>, key: string): Set<string> {
  const found = map.get(key) ?? new Set<string>();
  map.set(key, found);
  return found;
}
