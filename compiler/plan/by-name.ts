// Looks things of a program up by name: checking has made sure that every name is there.

export function byName<Item extends { readonly name: string }>(
  items: readonly Item[],
): (name: string) => Item {
  const named = new Map(items.map((item) => [item.name, item]));
  return (name) => {
    const item = named.get(name);
    if (item === undefined) throw new Error(`The program names '${name}', which it does not hold.`);
    return item;
  };
}
