// How much lines for people tell.

/** What a reader of a plan needs, or all that changed, texts with the lines around. */
export type Detail = 'short' | 'full';
