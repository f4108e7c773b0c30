// The methods of auth that a desired file may name, and their parameters in words.

export const AUTH_METHODS: Readonly<Record<string, string>> = {
  apikey: '`key`, `value`, and `in` (header or query).',
  asap: '`kid`, `iss`, `aud`, `alg`, `privateKey`, `claims`.',
  awsv4: '`accessKey`, `secretKey`, `region`, `service`.',
  basic: '`username`, `password`.',
  bearer: '`token`.',
  digest: '`username`, `password`, `algorithm`.',
  edgegrid: '`accessToken`, `clientToken`, `clientSecret`.',
  hawk: '`authId`, `authKey`, `algorithm`.',
  jwt: '`algorithm`, `secret`, `payload`.',
  noauth: 'None: nothing is sent, even where something above sets auth.',
  ntlm: '`username`, `password`, `domain`.',
  oauth1: '`consumerKey`, `consumerSecret`, `token`, `tokenSecret`.',
  oauth2: '`accessToken`, or how to get one: `grant_type`, `accessTokenUrl`, `clientId`, `clientSecret`.',
};
