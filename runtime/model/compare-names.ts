// Lists every difference between the inputs a model was trained on and the declared features.

/** `order` says whether position matters too, as it does for the columns of one matrix. */
export function compareNames(
  model: readonly string[],
  declared: readonly string[],
  order: "ordered" | "unordered",
): string[] {
  const problems: string[] = [];
  const inModel = new Set(model);
  const inDeclared = new Set(declared);
  if (order === "ordered" && model.length !== declared.length) {
    problems.push(`the model was trained on ${model.length} features, but ${declared.length} are declared`);
  }
  for (const name of declared) {
    if (!inModel.has(name))
      problems.push(`feature \`${name}\` is declared, but is not an input of the model`);
  }
  for (const name of inModel) {
    if (!inDeclared.has(name)) problems.push(`input \`${name}\` of the model is not a declared feature`);
  }
  if (inModel.size !== model.length) {
    const twice = new Set(model.filter((name, index) => model.indexOf(name) !== index));
    for (const name of twice) problems.push(`the model names input \`${name}\` more than once`);
  }
  if (order === "unordered" || problems.length > 0) return problems;
  for (const [index, name] of model.entries()) {
    if (name === declared[index]) continue;
    problems.push(
      `input ${index + 1} of the model is \`${name}\`, but feature ${index + 1} is \`${declared[index]}\``,
    );
  }
  return problems;
}
