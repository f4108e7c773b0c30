// Lists documented operations that the emulator does not play; each answers 501 and names itself.

/** operationIds. An operation that gets played must leave this list. */
export const outside: ReadonlySet<string> = new Set();
