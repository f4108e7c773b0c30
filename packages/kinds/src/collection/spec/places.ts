// Where the parts of a collection stand, by their sort: what rules and redaction are said about.

/** Each entry of a list that is an object. */
export const ENTRIES = Symbol('entries');
/** Each value of a map that is an object. */
export const VALUES = Symbol('values');
/** Each field of an auth but its type: the parameters of a method. */
export const METHODS = Symbol('methods');

/** A step down from a part: a key, or to all that stand side by side. */
export type Token = string | typeof ENTRIES | typeof VALUES | typeof METHODS;

/** A place in the collection itself, in each folder and request, in each call, or in each example. */
export interface PartPlace {
  readonly of: 'collection' | 'item' | 'call' | 'example';
  readonly path: readonly Token[];
}
export type Places = readonly PartPlace[];

/** The places that a path leads to from each of these. */
export function below(places: Places, ...path: readonly Token[]): Places {
  return places.map((place) => ({ of: place.of, path: [...place.path, ...path] }));
}

export const COLLECTION: Places = [{ of: 'collection', path: [] }];

/** Folders and requests. */
export const ITEM: Places = [{ of: 'item', path: [] }];

/** What may own variables, auth, scripts and settings: the collection, its folders and requests. */
export const OWNER: Places = [...COLLECTION, ...ITEM];

/** Requests, and the requests that examples answer. */
export const CALL: Places = [{ of: 'call', path: [] }];

/** Saved responses. */
export const EXAMPLE: Places = [{ of: 'example', path: [] }];

export const SCRIPT: Places = below(OWNER, 'scripts', VALUES);

/** The method and URL of a request. */
export const LINE: Places = below(CALL, 'line');
export const URL: Places = below(LINE, 'url');
export const QUERY: Places = below(URL, 'query', ENTRIES);

export const BODY: Places = below(CALL, 'body');
export const URLENCODED: Places = below(BODY, 'urlencoded', ENTRIES);
export const FORM_DATA: Places = below(BODY, 'formdata', ENTRIES);
/** Entries of forms. */
export const FORM_FIELD: Places = [...URLENCODED, ...FORM_DATA];

/** What holds headers. */
export const HEADERS: Places = below([...CALL, ...EXAMPLE], 'header');
export const HEADER: Places = below(HEADERS, ENTRIES);

/** The auth of the collection, of folders, of requests and of the requests of examples. */
export const AUTH: Places = below([...OWNER, ...CALL], 'auth');
/** The parameters of each method of each auth. */
export const AUTH_METHOD: Places = below(AUTH, METHODS);

/** Variables of the collection, of folders and requests, and path variables of URLs. */
export const VARIABLES: Places = [...below(OWNER, 'variables', VALUES), ...below(URL, 'variable', ENTRIES)];

/** Everything that is a key and a value: headers, query parameters, form fields, variables. */
export const PARAMETER: Places = [...QUERY, ...HEADER, ...FORM_FIELD, ...VARIABLES];

/** Everything that may have a description. */
export const DESCRIBED: Places = [...PARAMETER, ...CALL, ...OWNER];
