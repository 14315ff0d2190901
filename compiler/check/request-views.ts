// Checks a request view: features of what the caller sends, and of what feature views say.
import type { DeclaredReference, DeclaredRequestView } from "../ir/declaration.ts";
import type { RequestView } from "../ir/program.ts";
import type { ValueType } from "../ir/value-type.ts";
import { refuseAggregate } from "./aggregate-calls.ts";
import { codes } from "./codes.ts";
import type { CheckedView, Context, KnownTypes } from "./context.ts";
import { checkFeatures } from "./features.ts";
import { refuseDoubles, sortedByName } from "./names.ts";
import { didYouMean } from "../library/nearest-name.ts";
import { readType } from "./types.ts";
import type { Scope } from "./typed.ts";

/** The name under which the request itself is read. */
const REQUEST = "request";

export function checkRequestView(declared: DeclaredRequestView, context: Context): CheckedView<RequestView> {
  const { report } = context;
  const before = report.errors();
  refuseDoubles(declared.request, "request fields", report);
  refuseDoubles(
    declared.inputs.map(({ alias, aliasSpan }) => ({ name: alias, nameSpan: aliasSpan })),
    "inputs",
    report,
  );
  const request = new Map(declared.request.map(({ name, type }) => [name, readType(type, report)]));
  const inputs = declared.inputs.flatMap(({ alias, aliasSpan, view }) => {
    if (alias === REQUEST) {
      report.add(
        codes.duplicateField,
        aliasSpan,
        "An input cannot be called 'request': the request itself is.",
        {
          hint: "Rename the input.",
        },
      );
    }
    const found = findView(view, context);
    return found === null ? [] : [{ alias, role: view.role?.text ?? null, ...found }];
  });
  const scope = requestScope(
    declared,
    request,
    new Map(inputs.map((input) => [input.alias, input])),
    context,
  );
  const { types, features } = checkFeatures(declared.features, declared, scope, context);
  if (report.errors() > before) return { features: types, view: null };
  return {
    features: types,
    view: {
      name: declared.name,
      request: sortedByName([...request].flatMap(([name, type]) => (type === null ? [] : [{ name, type }]))),
      inputs: inputs
        .map(({ alias, view, role }) => ({ alias, view, role }))
        .sort((left, right) => (left.alias < right.alias ? -1 : 1)),
      features,
      description: declared.description,
    },
  };
}

interface Input {
  readonly view: string;
  readonly features: KnownTypes;
}

function findView(reference: DeclaredReference, { catalog, featureViews }: Context): Input | null {
  const declared = catalog.find(reference, "feature_view");
  const features = declared === null ? undefined : featureViews.get(declared)?.features;
  return declared === null || features === undefined ? null : { view: declared.name, features };
}

function requestScope(
  declared: DeclaredRequestView,
  request: ReadonlyMap<string, ValueType | null>,
  inputs: ReadonlyMap<string, Input>,
  context: Context,
): Scope {
  const { report } = context;
  return {
    home: declared.span,
    input({ path, span }) {
      const [scope = "", name = ""] = path;
      const input = inputs.get(scope);
      const known = scope === REQUEST ? request : input?.features;
      if (known === undefined) {
        // An input whose view failed is known by name, and was reported.
        if (!declared.inputs.some(({ alias }) => alias === scope)) {
          report.add(codes.unknownInput, span, `'${declared.name}' has no input '${scope}'.`, {
            hint: didYouMean(scope, [REQUEST, ...inputs.keys()]),
          });
        }
        return null;
      }
      const type = known.get(name);
      const owner = input === undefined ? "The request" : `View '${input.view}'`;
      if (type === undefined) {
        report.add(
          codes.unknownInput,
          span,
          `${owner} has no ${input === undefined ? "field" : "feature"} '${name}'.`,
          {
            hint: didYouMean(name, known.keys()) ?? `It has ${[...known.keys()].sort().join(", ")}.`,
          },
        );
      }
      if (type === undefined || type === null) return null;
      const what =
        input === undefined ? `request field '${name}'` : `feature '${name}' of view '${input.view}'`;
      return {
        expression: { kind: "input", path: [scope, name], type },
        because: type.nullable ? `${what} is nullable` : null,
      };
    },
    intercept: (node) =>
      refuseAggregate(context, node, {
        complaint: codes.aggregateMisplaced,
        message: "A request view is computed from one request, so it cannot hold an aggregate.",
        hint: "Aggregate in a feature view, and read that as an input.",
      }),
  };
}
