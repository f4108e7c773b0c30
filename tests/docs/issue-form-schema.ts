// The syntax of issue forms as GitHub documents it, stricter where GitHub only ignores what it does not know.

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text, minItems: 1, uniqueItems: true };

function closed(required: readonly string[], properties: Readonly<Record<string, unknown>>) {
  return { type: 'object', required, properties, additionalProperties: false };
}

const isRequired = closed(['required'], { required: { type: 'boolean' } });

/** One sort of element: its attributes, and whether it may be required. */
function element(type: string, attributes: ReturnType<typeof closed>, isAsked = true) {
  const asked = isAsked ? { id: { type: 'string', pattern: '^[A-Za-z0-9_-]+$' }, validations: isRequired } : {};
  return closed(['type', 'attributes', ...(isAsked ? ['id'] : [])], { type: { const: type }, attributes, ...asked });
}

const common = { label: text, description: text };
const written = { ...common, placeholder: text, value: text };
const option = closed(['label'], { label: text, required: { type: 'boolean' } });

/** https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms */
export const issueFormSchema = closed(['name', 'description', 'body'], {
  name: text,
  description: text,
  title: text,
  labels: texts,
  assignees: texts,
  body: {
    type: 'array',
    minItems: 1,
    items: {
      oneOf: [
        element('markdown', closed(['value'], { value: text }), false),
        element('input', closed(['label'], written)),
        element('textarea', closed(['label'], { ...written, render: text })),
        element('dropdown', closed(['label', 'options'], { ...common, options: texts, multiple: { type: 'boolean' } })),
        element('checkboxes', closed(['label', 'options'], { ...common, options: { type: 'array', items: option } })),
      ],
    },
  },
});

/** https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/configuring-issue-templates-for-your-repository */
export const chooserSchema = closed(['blank_issues_enabled', 'contact_links'], {
  blank_issues_enabled: { type: 'boolean' },
  contact_links: { type: 'array', items: closed(['name', 'url', 'about'], { name: text, url: text, about: text }) },
});
