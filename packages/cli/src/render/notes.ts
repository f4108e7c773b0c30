// Words the notes of a change.
import { kindNamed, type Note } from '@postform/engine';
import { kinds } from '@postform/kinds';

/** One or more sentences. `kind`: name of the kind of the object. */
export function noteText(note: Note, kind: string): string {
  switch (note.note) {
    case 'vanished':
      return 'The object was deleted outside Postform, or this API key cannot reach it. The Trash in Postman may still hold it.';
    case 'deactivated':
      return kindNamed(kinds, kind)?.deactivation?.why ?? 'The server has switched it off.';
    case 'incomparable':
      return note.isRead
        ? 'Its record was made with another fingerprint key or by another version of Postform. What the workspace holds now is taken as the new baseline.'
        : 'Its record was made with another fingerprint key or by another version of Postform. Nothing can be compared before the object is read.';
    case 'deferred':
      return 'Deferred: no budget is left for the read that must come before the write.';
    case 'adopted-as-it-is':
      return 'The import writes nothing to the workspace. The lines above are what the next plan will change.';
    case 'unresolved':
      return 'A previous run was interrupted while writing it. The next apply first checks how that write ended.';
    case 'delete-without-effect':
      return 'Postman reported the delete as successful, but the object still exists.';
    case 'write-without-effect':
      return `Postman reported the last write as successful, but still holds the old value at ${firstFew(note.pointers)}.`;
    case 'refers-to-new':
      return `It refers to ${note.addresses.join(', ')}, which will be another object.`;
    case 'changed-by-hand':
      return 'It was changed by hand since the last apply.';
    case 'deposed':
      return `An object left over from an earlier replace (${note.id}) still has to be deleted.`;
    case 'secret-missing':
      return note.isNew
        ? `Secret ${note.name} is not available here; apply needs it.`
        : `Secret ${note.name} is not available here; its value is treated as unchanged, but apply needs it.`;
    // A plan file may come from another version of Postform.
    default:
      return `Note: ${(note as Note).note}.`;
  }
}

/** The warning about the secrets of unchanged resources; undefined where there are none. */
export function missingSecretsText(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const rest = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `Not available here, so treated as unchanged: ${names.length === 1 ? 'secret' : 'secrets'} ${names.slice(0, 5).join(', ')}${rest}.`;
}

function firstFew(pointers: readonly string[]): string {
  const more = pointers.length > 3 ? ` and ${pointers.length - 3} more` : '';
  return `${pointers.slice(0, 3).join(', ')}${more}`;
}
