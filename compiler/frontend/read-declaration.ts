// Reads one declaration: what all kinds have in common, then the reader of its kind.
import { ts } from "ts-morph";
import type { Declaration } from "../ir/declaration.ts";
import { codes } from "./codes.ts";
import { type Context, refuse } from "./context.ts";
import { spanOf } from "./module.ts";
import { checkName } from "./names.ts";
import { text } from "./readers/form.ts";
import { readers } from "./readers/index.ts";
import { type Form, propertiesOf } from "./readers/reader.ts";
import type { Site } from "./sites.ts";
import { moduleScope } from "./value.ts";

const COMMON = ["name", "description"];

/** Null where it was complained of so that it means nothing. */
export function readDeclaration(context: Context, site: Site): Declaration | null {
  const scope = moduleScope(site.module);
  const nameSpan = spanOf(site.module, site.name);
  if (!site.isConst) {
    refuse(context, scope, codes.notConst, nameSpan, `'${site.name.text}' is not a constant.`, {
      hint: `Write \`export const ${site.name.text} = ${site.constructorName}({ ... })\`.`,
    });
  } else if (!site.isExported) {
    refuse(context, scope, codes.notExported, nameSpan, `'${site.name.text}' is not exported.`, {
      severity: "warning",
      hint: `Write \`export const ${site.name.text}\`.`,
    });
  }
  const [options, ...others] = site.call.arguments;
  if (options === undefined || others.length > 0 || !ts.isObjectLiteralExpression(options)) {
    const message = `'${site.constructorName}' takes one object, written out in its call.`;
    refuse(context, scope, codes.wrongForm, options ?? site.call, message, {
      hint: `Write \`${site.constructorName}({ ... })\`.`,
    });
    return null;
  }
  const record = context.read(options, scope);
  if (record.kind !== "record") return null;
  const { shape, read } = readers[site.kind];
  const properties = propertiesOf(
    context.report,
    record,
    { required: shape.required, optional: [...shape.optional, ...COMMON] },
    { title: `${capitalised(site.kind)} '${site.name.text}'`, span: nameSpan },
  );
  const bare = { context, scope, properties };
  const unnamed = {
    name: site.exportedName,
    nameSpan,
    span: spanOf(site.module, site.node),
    description: null,
  };
  const spread = properties.get("name")?.nameSpan.use;
  if (spread !== undefined) {
    // Those who refer to the declaration look for its name in its own text.
    refuse(context, scope, codes.spread, spread, "A declaration's name cannot be spread into it.", {
      hint: "Write `name` in the call itself.",
    });
  }
  const given = spread === undefined ? text({ ...bare, base: unnamed }, "name") : null;
  const form: Form = {
    ...bare,
    base: {
      ...unnamed,
      name: given?.text ?? unnamed.name,
      nameSpan: given?.span ?? nameSpan,
      description: text({ ...bare, base: unnamed }, "description")?.text ?? null,
    },
  };
  checkName(context.report, form.base.name, form.base.nameSpan, site.kind.replace("_", " "));
  return read(form);
}

function capitalised(kind: string): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1).replace("_", " ");
}
