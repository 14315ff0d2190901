// A group's values and their numbers as a list of structs, `n` and `v`.

/**
 * Gathered as two flat lists, which one pass fills in one order: the states of lists of structs take several times the
 * memory, none of which can be spilled.
 */
export function numberedList(number: string, value: string, filter = ""): string {
  const lists = `list(${number})${filter}, list(${value})${filter}`;
  return `list_transform(list_zip(${lists}), lambda e: struct_pack(n := e[1], v := e[2]))`;
}
