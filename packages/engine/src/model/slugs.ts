// Readable names for addresses, made from the names of objects.
/** Readable names: letters, digits and dashes of the object's name; a second of the same gets -2, and so does one that is taken. */
export function uniqueSlugs(
  names: readonly string[],
  fallback: string,
  isTaken: (slug: string, index: number) => boolean = () => false,
): readonly string[] {
  const used = new Set<string>();
  return names.map((name, index) => {
    const plain = name
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60)
      .replace(/-+$/, '');
    const base = plain === '' ? fallback : plain;
    let slug = base;
    for (let count = 2; used.has(slug) || isTaken(slug, index); count++) slug = `${base}-${count}`;
    used.add(slug);
    return slug;
  });
}
