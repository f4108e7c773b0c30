// The kept list of credentials that are known by their form, each with the public document that describes it.

/** What follows `lead` is `body`. Both are regular expressions in which nothing repeats without a bound. */
export interface CredentialForm {
  /** The name that messages and documentation use. */
  readonly rule: string;
  /** For a sentence: `seems to be …`. */
  readonly what: string;
  /** How it begins, and what is searched first. */
  readonly lead: string;
  readonly body: string;
  /** The lead is not part of the credential. */
  readonly isContext?: true;
  /** What else must hold: a form alone says little where anybody may choose the text. Without it: no placeholder. */
  readonly check?: 'none' | 'signed' | 'pair' | 'random' | 'password';
  readonly source: {
    readonly document: string;
    /** When the document was last known to say so. */
    readonly asOf: string;
  };
}

/** In order of certainty: where two fit one text, the first counts. */
export const CREDENTIAL_FORMS: readonly CredentialForm[] = [
  {
    rule: 'private-key',
    what: 'a private key',
    lead: '-----BEGIN (?:[A-Z0-9]{1,10} ){0,3}PRIVATE KEY(?: BLOCK)?-----',
    body: '(?:\\\\[nr]|\\s){1,8}[A-Za-z0-9+/=\\s\\\\]{40,20000}',
    check: 'none',
    source: { document: 'https://www.rfc-editor.org/rfc/rfc7468 (sections 10 and 11)', asOf: '2015-04' },
  },
  {
    rule: 'postman-key',
    what: 'a Postman API key',
    lead: 'PMAK-',
    body: '[0-9a-fA-F]{24}-[0-9a-fA-F]{34}(?![\\w-])',
    source: {
      document: 'https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns',
      asOf: '2025-06',
    },
  },
  {
    rule: 'postman-access-key',
    what: 'a Postman access key for reading one object',
    lead: 'PMAT-',
    body: '[0-9A-Z]{26}(?![\\w-])',
    source: {
      document: 'https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns',
      asOf: '2025-06',
    },
  },
  {
    rule: 'github-token',
    what: 'a GitHub token',
    lead: 'gh[pousr]_|github_pat_',
    body: '[A-Za-z0-9_]{36,255}(?![\\w-])',
    source: {
      document: 'https://github.blog/changelog/2021-03-31-authentication-token-format-updates-are-generally-available',
      asOf: '2021-03',
    },
  },
  {
    rule: 'gitlab-token',
    what: 'a GitLab token',
    lead: 'gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|wt|soat|ffct|oas)-',
    body: '[\\w-]{20,300}(?:\\.[\\w-]{2,20}){0,2}',
    source: { document: 'https://docs.gitlab.com/security/tokens/#token-prefixes', asOf: '2025-06' },
  },
  {
    rule: 'slack-token',
    what: 'a Slack token',
    lead: 'xox[abeoprs]-|xapp-',
    body: '(?=[\\w-]{0,40}\\d)[\\w-]{20,300}',
    source: { document: 'https://docs.slack.dev/authentication/tokens', asOf: '2026-11' },
  },
  {
    rule: 'slack-webhook',
    what: 'the URL of a Slack webhook, which is its own password',
    lead: 'hooks\\.slack\\.com/(?:services|workflows|triggers)/',
    body: '[A-Z]\\w{6,12}/[A-Z0-9]\\w{6,20}/\\w{20,60}(?:/\\w{1,60})?',
    source: { document: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks', asOf: '2025-06' },
  },
  {
    rule: 'aws-access-key',
    what: 'the id of an AWS access key, which stands beside its secret',
    lead: 'AKIA|ASIA',
    body: '[A-Z2-7]{16}(?![A-Za-z0-9])',
    source: {
      document:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html (unique identifiers; ids are base32)',
      asOf: '2025-06',
    },
  },
  {
    rule: 'google-api-key',
    what: 'a Google API key',
    lead: 'AIza',
    body: '[\\w-]{35}(?![\\w-])',
    source: { document: 'https://docs.cloud.google.com/docs/authentication/api-keys', asOf: '2025-06' },
  },
  {
    rule: 'google-oauth',
    what: 'a Google OAuth secret or token',
    lead: 'GOCSPX-|ya29\\.',
    body: '[\\w-]{28,2048}',
    source: { document: 'https://developers.google.com/identity/protocols/oauth2', asOf: '2025-06' },
  },
  {
    rule: 'azure-storage-key',
    what: 'the key of an Azure storage account',
    lead: 'AccountKey=',
    body: '[A-Za-z0-9+/]{86}==',
    isContext: true,
    source: {
      document: 'https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string',
      asOf: '2025-06',
    },
  },
  {
    rule: 'stripe-key',
    what: 'a live Stripe key',
    lead: '[sr]k_live_',
    body: '[A-Za-z0-9]{16,255}(?![\\w-])',
    source: { document: 'https://docs.stripe.com/keys', asOf: '2025-06' },
  },
  {
    rule: 'shopify-token',
    what: 'a Shopify token',
    lead: 'shp(?:at|ca|pa|ss)_',
    body: '[0-9a-fA-F]{32}(?![\\w-])',
    source: {
      document: 'https://shopify.dev/changelog/length-of-the-shopify-access-token-is-increasing',
      asOf: '2020-04',
    },
  },
  {
    rule: 'npm-token',
    what: 'an npm token',
    lead: 'npm_',
    body: '[A-Za-z0-9]{36}(?![\\w-])',
    source: {
      document: 'https://github.blog/2021-09-23-announcing-npms-new-access-token-format/',
      asOf: '2021-09',
    },
  },
  {
    rule: 'pypi-token',
    what: 'a PyPI token',
    lead: 'pypi-AgE',
    body: '[\\w-]{50,1000}',
    source: { document: 'https://pypi.org/help/#apitoken', asOf: '2025-06' },
  },
  {
    rule: 'digitalocean-token',
    what: 'a DigitalOcean token',
    lead: 'do[opr]_v1_',
    body: '[0-9a-f]{64}(?![\\w-])',
    source: { document: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/', asOf: '2025-06' },
  },
  {
    rule: 'vault-token',
    what: 'a HashiCorp Vault token',
    lead: 'hv[sbr]\\.',
    body: '[\\w-]{24,500}',
    source: { document: 'https://developer.hashicorp.com/vault/docs/concepts/tokens', asOf: '2025-06' },
  },
  {
    rule: 'sendgrid-key',
    what: 'a SendGrid API key',
    lead: 'SG\\.',
    body: '[\\w-]{22}\\.[\\w-]{43}(?![\\w-])',
    source: {
      document: 'https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns',
      asOf: '2025-06',
    },
  },
  {
    rule: 'twilio-key',
    what: 'a Twilio API key',
    lead: 'SK',
    body: '[0-9a-f]{32}(?![\\w-])',
    source: { document: 'https://www.twilio.com/docs/glossary/what-is-a-sid', asOf: '2025-06' },
  },
  {
    rule: 'json-web-token',
    what: 'a signed JSON Web Token',
    lead: 'eyJ',
    body: '[\\w-]{10,8192}\\.eyJ[\\w-]{10,8192}\\.[\\w-]{20,2048}',
    check: 'signed',
    source: { document: 'https://www.rfc-editor.org/rfc/rfc7519 (section 3)', asOf: '2015-05' },
  },
  {
    rule: 'url-password',
    what: 'a password in a URL',
    lead: '://[^\\s/?#@:"\'<>{}…]{1,100}:',
    body: '[^\\s/?#@"\'<>{}…]{3,200}(?=@[A-Za-z0-9[])',
    isContext: true,
    check: 'password',
    source: { document: 'https://www.rfc-editor.org/rfc/rfc3986 (section 3.2.1)', asOf: '2005-01' },
  },
  {
    rule: 'basic-auth',
    what: 'the name and password of Basic authentication',
    lead: '[Bb]asic ',
    body: '[A-Za-z0-9+/]{8,4096}={0,2}',
    isContext: true,
    check: 'pair',
    source: { document: 'https://www.rfc-editor.org/rfc/rfc7617 (section 2)', asOf: '2015-09' },
  },
  {
    rule: 'bearer-token',
    what: 'a bearer token',
    lead: '[Bb]earer ',
    body: '[A-Za-z0-9._~+/-]{20,8192}={0,2}',
    isContext: true,
    check: 'random',
    source: { document: 'https://www.rfc-editor.org/rfc/rfc6750 (section 2.1)', asOf: '2012-10' },
  },
];

/** The rule of a long random text in a field whose name says that it holds a credential (`namesCredential`). */
export const BY_NAME = { rule: 'credential-name', what: 'a credential, by the name beside it' } as const;
