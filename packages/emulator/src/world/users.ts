// The user room: who can hold a key, and who edits behind the user's back.
/** One member of the invented team. `id` is the number that opens every uid of what they own. */
export interface User {
  readonly id: number;
  readonly username: string;
  readonly fullName: string;
  readonly email: string;
}

export const team = { id: 4242, name: 'Emulator team', domain: 'emulator-team' } as const;

/** The owner of the main API key. */
export const keyOwner: User = {
  id: 10203040,
  username: 'key-owner',
  fullName: 'Key Owner',
  email: 'key.owner@example.com',
};

/** The actor behind `POST /_emulator/edit`, and behind every further key. */
export const someoneElse: User = {
  id: 50607080,
  username: 'someone-else',
  fullName: 'Someone Else',
  email: 'someone.else@example.com',
};
