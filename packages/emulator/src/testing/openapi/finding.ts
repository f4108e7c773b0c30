// Defines a finding: one way in which an exchange differs from Postman's document.

export interface Finding {
  /** The operationId. */
  readonly operation: string;
  readonly side: 'request' | 'response';
  /** Of the answer, also where the request is at fault. */
  readonly status: number;
  /** `status`: not documented. `type`: another content type. `body`: schema, or a body where none is. `query`: a parameter. */
  readonly what: 'status' | 'type' | 'body' | 'query';
  /** A JSON pointer into the body, or the name of the parameter. */
  readonly pointer: string;
  readonly message: string;
}

/** One line for people. */
export function lineOf({ operation, side, status, what, pointer, message }: Finding): string {
  return `${operation} ${side} ${status} ${what} ${pointer || '/'}: ${message}`;
}
