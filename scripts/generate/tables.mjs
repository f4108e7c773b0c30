// Writes generated tables into pages, between two marks.

/** The page with the lines between its marks of that name written anew. `command` is what the marks say writes them. */
export function withTable(page, name, lines, command = 'npm run generate') {
  const begin = `<!-- ${name}: written by ${command} -->\n`;
  const end = `<!-- end of ${name} -->`;
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`a page has lost the marks of its ${name}`);
  return `${page.slice(0, from)}${lines.join('\n')}\n${page.slice(to)}`;
}

/** A text as one cell of a table. */
export function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
