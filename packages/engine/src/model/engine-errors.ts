// The engine's error codes: what each means and what to do.
import type { ErrorTable } from './errors.ts';

export const engineErrors: ErrorTable = {
  E_READ_WORKSPACE: {
    meaning: 'The workspace does not exist, or the API key may not see it.',
    remedy:
      'Check the workspace id, in postform.yaml or behind --workspace, and whose key is in use (postform budget).',
    category: 'error',
  },
  E_FILES_CHANGED: {
    meaning: 'A file changed while Postform was reading the project, so what was planned is not what it says now.',
    remedy: 'Run the same command again.',
    category: 'error',
  },
  E_RUN_LIMIT: {
    meaning:
      'The limit of calls of one run (--max-calls, budget.maxCallsPerRun) does not hold one step and what has to be read for it. Running the same command again changes nothing.',
    remedy: 'Raise the limit to the number that the message names.',
    category: 'refused',
  },
  E_READ_CONTRADICTION: {
    meaning:
      'Two witnesses contradict each other: a read by id says that an object is gone, or is refused, and a list of the workspace names it; or the other way round. Nothing is created, replaced or forgotten on the strength of that.',
    remedy:
      'Wait a minute and plan again. If it stays so, search for the object in Postman, or stop managing it with postform state rm ADDR.',
    category: 'refused',
  },
  E_READ_UNLISTED: {
    meaning:
      'Nobody could read which objects of a kind exist, so none is created: one of that name may be there already.',
    remedy: 'Plan again with --refresh full.',
    category: 'refused',
  },
  E_PLAN_ADOPT_UNKNOWN: {
    meaning: 'An import: block names an object that the workspace does not have, or that another address manages.',
    remedy: 'Correct the id, or remove the block.',
    category: 'refused',
  },
  E_PLAN_EXISTS: {
    meaning: 'An object of that name exists, and no address manages it.',
    remedy: 'Adopt it with postform import ADDR ID, or choose another name.',
    category: 'refused',
  },
  E_PLAN_AMBIGUOUS: {
    meaning: 'Several unmanaged objects have that name.',
    remedy: 'Say which one it is with postform import ADDR ID.',
    category: 'refused',
  },
  E_PLAN_CONFLICT: {
    meaning: 'The files and somebody in Postman changed the same leaf to different values.',
    remedy:
      'Take their change into the files with postform pull ADDR --theirs --write, or write yours with --overwrite-remote.',
    category: 'refused',
  },
  E_PLAN_DRIFT_STOP: {
    meaning: 'A leaf whose lifecycle says stop was changed by hand.',
    remedy: 'Take the change into the files with postform pull ADDR --write, or undo it in Postman.',
    category: 'refused',
  },
  E_PLAN_PROTECTED: {
    meaning: 'A protected resource would be deleted or replaced.',
    remedy: 'Apply lifecycle.protect: false first, or stop managing it with postform state rm.',
    category: 'refused',
  },
  E_PLAN_MOVED: {
    meaning: 'A create and a delete may be one renamed resource.',
    remedy: 'postform state mv OLD NEW, or --not-moved ADDR.',
    category: 'refused',
  },
  E_PLAN_STATE_MISSING: {
    meaning: 'The state is empty, yet most declared objects exist already.',
    remedy: 'Bring the state file back, or import the objects.',
    category: 'refused',
  },
  E_PLAN_NOTHING_DECLARED: {
    meaning: 'The files declare nothing, though the state has objects: all of them would be deleted.',
    remedy: 'Check desired: in postform.yaml; postform destroy deletes everything.',
    category: 'refused',
  },
  E_PLAN_GUARD: {
    meaning: 'The plan deletes or changes more than the guard allows.',
    remedy: '--allow-delete N or --allow-change N, or raise the guard.',
    category: 'refused',
  },
  E_PLAN_CREDENTIALS: {
    meaning:
      'guard.secrets is refuse, and the files of a resource in the plan hold what seems to be a credential. Nothing was written.',
    remedy:
      'Write { secret: NAME } in its place, or list the place in lifecycle.allowSecrets. --exclude ADDR applies the rest.',
    category: 'refused',
  },
  E_PLAN_TARGET: {
    meaning:
      'An argument of diff or an option (--target, --exclude, --replace, --not-moved) names an address that is neither in the files nor in the state, or one that --target or --exclude leaves out.',
    remedy: 'List the addresses with postform state list.',
    category: 'usage',
  },
  E_PLAN_CYCLE: {
    meaning: 'Resources need each other before they exist.',
    remedy: 'Take one of the refs out.',
    category: 'error',
  },
  E_PLAN_OTHER_WORKSPACE: {
    meaning: 'The state belongs to another workspace than the project names.',
    remedy: 'Put the workspace id back, or use another stack.',
    category: 'refused',
  },
  E_PLAN_FILE: {
    meaning: 'The file is not a plan of this version.',
    remedy: 'Make one with postform plan -o FILE.',
    category: 'usage',
  },
  E_APPLY_STALE: {
    meaning: 'Something that the saved plan relies on has changed. Nothing was written.',
    remedy: 'Plan again.',
    category: 'stale',
  },
  E_APPLY_MOVED: {
    meaning:
      'A write had to wait, and its object, read again right before it, is not as the plan saw it: somebody changed it meanwhile. It was left as it is.',
    remedy: 'Run the same command again: it reads first.',
    category: 'stale',
  },
  E_STATE_ACCEPT: {
    meaning: 'A remote edit cannot be accepted: the files say something else, or the state is not up to date.',
    remedy:
      'Do what the message says. To keep an edit that the files contradict, change the files, or use lifecycle.ignore.',
    category: 'refused',
  },
  E_RESTORE_COPY: {
    meaning: 'A kept copy cannot be put back as it is: it lacks something, or belongs to another workspace.',
    remedy: 'Do what the message says, or open the copy and take what you need from it into the files.',
    category: 'refused',
  },
  E_RESTORE_UNMANAGED: {
    meaning: 'The object of a kept copy is still in the workspace, and the state does not manage it.',
    remedy: 'Take it over first: postform import ADDRESS ID. Then restore.',
    category: 'refused',
  },
  E_RESTORE_RECORD: {
    meaning: 'The state does not know yet what the server made of the last write of the object that a copy is for.',
    remedy: 'Run postform apply --target ADDRESS first, then restore.',
    category: 'refused',
  },
  E_APPLY_UNREVIEWED: {
    meaning: 'The plan deletes objects or writes over remote edits, and nobody has reviewed it.',
    remedy: 'Apply a saved plan, accept at the prompt, or allow it by flag.',
    category: 'refused',
  },
  E_APPLY_VALUE: {
    meaning:
      'A value that has to be written is not known: a secret is not set here, or what it refers to was not applied.',
    remedy: 'Set the environment variable of the secret and apply again.',
    category: 'error',
  },
  E_APPLY_TASK_FAILED: {
    meaning:
      'A large update was asked for as a task (settle.asyncFrom), and Postman says, without a reason, that the task failed or that there is none.',
    remedy:
      'Run the same command again: it reads first. settle: { asyncFrom: never } makes it one call, whose reply says what is wrong.',
    category: 'error',
  },
  E_APPLY_TASK_SLOW: {
    meaning: 'A large update was asked for as a task (settle.asyncFrom), and it has not ended within two minutes.',
    remedy: 'Run the same command again in a few minutes: it asks for the task and reads the object first.',
    category: 'error',
  },
  E_APPLY_NO_EFFECT: {
    meaning:
      'Postman answered a write with success, and for as long as the settle time it shows what was there before. The write does not count as done.',
    remedy:
      'Run the same command again: it is planned again. Where it stays so, write what Postman shows into the files, or list the leaves in lifecycle.ignore.',
    category: 'error',
  },
  E_APPLY_DOUBT: {
    meaning:
      'Postman answered a write with success, and what it says of the object contradicts that. Nobody knows what the write did, so it stays open.',
    remedy: 'Run the same command again: before anything else it reads what became of the write.',
    category: 'error',
  },
  E_APPLY_TOO_LARGE: {
    meaning: 'The object is larger than the API takes. No call was spent.',
    remedy: 'Split it.',
    category: 'error',
  },
  E_RESOLVE_AMBIGUOUS: {
    meaning: 'An interrupted create cannot be told from other new objects of the same name.',
    remedy: 'postform import ADDR ID, and delete the others.',
    category: 'refused',
  },
  E_IMPORT_TAKEN: {
    meaning: 'The address manages an object already.',
    remedy: 'postform state rm ADDR first.',
    category: 'error',
  },
  E_IMPORT_UNDECLARED: {
    meaning: 'The files do not declare the address to import into.',
    remedy: 'Write the resource first.',
    category: 'error',
  },
  E_IMPORT_STATE: {
    meaning: 'A whole workspace cannot be imported into a stack that manages objects.',
    remedy: 'Use an empty folder, or import single objects.',
    category: 'error',
  },
  E_STATE_ADDRESS: {
    meaning: 'The state has no such address.',
    remedy: 'List what it has with postform state list.',
    category: 'error',
  },
  E_MEMORY_LOCKED: {
    meaning: 'Another run of this process holds the lock of a state in memory.',
    remedy: 'Wait for the other run to end.',
    category: 'locked',
  },
  E_STATE_KIND: {
    meaning: 'The state manages an object of a kind that this version does not know: a newer version has written it.',
    remedy: 'Use that version, or postform state rm ADDR.',
    category: 'error',
  },
  E_STATE_MOVE: {
    meaning: 'The record cannot be moved to that address.',
    remedy: 'Use a free address of the same kind.',
    category: 'error',
  },
};
