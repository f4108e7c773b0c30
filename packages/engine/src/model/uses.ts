// Texts of desired files, in which `${…}` is a use and `$${` a literal `${`.

/** What to write for a literal text, so that nothing in it is taken for a use. */
export function escapeUses(text: string): string {
  return text.replaceAll('${', () => '$${');
}

export function holdsUse(authored: string): boolean {
  return authored.includes('${') && authored.replaceAll('$${', '').includes('${');
}
