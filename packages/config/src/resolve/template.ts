// Splits texts into literal parts and uses: `${…}` is a use, `$${` a literal `${`.
export type TemplatePart =
  | { readonly type: 'text'; readonly text: string }
  /** `inner` is what stands between the braces, trimmed; `raw` the whole use. */
  | { readonly type: 'use'; readonly inner: string; readonly raw: string }
  /** A `${` that is never closed. */
  | { readonly type: 'open'; readonly raw: string };

export function splitTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = '';
  let at = 0;
  const flush = () => {
    if (text !== '') parts.push({ type: 'text', text });
    text = '';
  };
  while (at < template.length) {
    const dollar = template.indexOf('$', at);
    if (dollar === -1) break;
    text += template.slice(at, dollar);
    if (template.startsWith('$${', dollar)) {
      text += '${';
      at = dollar + 3;
    } else if (template.startsWith('${', dollar)) {
      flush();
      const end = template.indexOf('}', dollar);
      if (end === -1) return [...parts, { type: 'open', raw: template.slice(dollar) }];
      parts.push({ type: 'use', inner: template.slice(dollar + 2, end).trim(), raw: template.slice(dollar, end + 1) });
      at = end + 1;
    } else {
      text += '$';
      at = dollar + 1;
    }
  }
  text += template.slice(at);
  flush();
  return parts;
}
