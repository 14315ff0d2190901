// What the project declares, by name: one name is one thing.
import type { Declaration, DeclarationKind, DeclaredReference } from "../ir/declaration.ts";
import { codes } from "./codes.ts";
import type { Report } from "./report.ts";
import { didYouMean } from "../library/nearest-name.ts";

type Declared<Kind extends DeclarationKind> = Extract<Declaration, { kind: Kind }>;

export interface Catalog {
  /** All of a kind, in source order, doubles included: each is checked for itself. */
  all<Kind extends DeclarationKind>(kind: Kind): readonly Declared<Kind>[];
  /** What a reference names; null after reporting that there is no such thing, or that it is another. */
  find<Kind extends DeclarationKind>(reference: DeclaredReference, ...kinds: Kind[]): Declared<Kind> | null;
}

const WORDS: Readonly<Record<DeclarationKind, string>> = {
  entity: "an entity",
  source: "a source",
  union: "a union",
  feature_view: "a feature view",
  request_view: "a request view",
  training_set: "a training set",
  model: "a model",
  deployment: "a deployment",
};

/** `lost` are the names of what is declared, but could not be read: nothing is said of who refers to it. */
export function createCatalog(
  declarations: readonly Declaration[],
  lost: ReadonlySet<string>,
  report: Report,
): Catalog {
  const sorted = [...declarations].sort(bySource);
  const byName = new Map<string, Declaration[]>();
  for (const declaration of sorted) {
    const same = byName.get(declaration.name) ?? [];
    byName.set(declaration.name, [...same, declaration]);
    if (same[0] !== undefined) reportDouble(declaration, same[0], report);
  }
  return {
    all: (kind) => sorted.filter((declaration) => isOf(declaration, [kind])) as never,
    find(reference, ...kinds) {
      // Of several, which was reported, the first that fits is meant.
      const same = byName.get(reference.name) ?? [];
      for (const each of same) if (isOf(each, kinds)) return each;
      if (lost.has(reference.name)) {
        report.fail();
        return null;
      }
      const [found] = same;
      // A union is a source to those who read it.
      const titled = kinds.filter((kind) => kind !== "union" || !isOneOf("source", kinds));
      const wanted = titled.map((kind) => WORDS[kind]).join(" or ");
      if (found !== undefined) {
        report.add(
          codes.wrongKind,
          reference.span,
          `'${reference.name}' is ${WORDS[found.kind]}, not ${wanted}.`,
          {
            related: [{ message: "declared here", span: found.nameSpan }],
          },
        );
        return null;
      }
      const names = sorted.filter((declaration) => isOf(declaration, kinds)).map(({ name }) => name);
      report.add(codes.unknownReference, reference.span, `Nothing is called '${reference.name}'.`, {
        hint: didYouMean(reference.name, names) ?? `Declare ${wanted} of that name and export it.`,
      });
      return null;
    },
  };
}

function isOneOf(kind: DeclarationKind, kinds: readonly DeclarationKind[]): boolean {
  return kinds.includes(kind);
}

function isOf<Kind extends DeclarationKind>(
  declaration: Declaration,
  kinds: readonly Kind[],
): declaration is Declared<Kind> {
  return kinds.some((kind) => kind === declaration.kind);
}

function reportDouble(second: Declaration, first: Declaration, report: Report): void {
  report.add(codes.duplicateName, second.nameSpan, `'${second.name}' is already ${WORDS[first.kind]}.`, {
    hint: "Rename one of them; 'name:' gives a published name that differs from the constant's.",
    related: [{ message: "declared here first", span: first.nameSpan }],
  });
}

/** Files in the order of their names, so that the order they were read in leaves no trace. */
function bySource(left: Declaration, right: Declaration): number {
  const [a, b] = [left.nameSpan, right.nameSpan];
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start - b.start;
}
