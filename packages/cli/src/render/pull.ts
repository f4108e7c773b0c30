// Renders what people changed in Postman, what that means for the files, and what to do next.
import type { Coverage } from '@postform/engine';
import type { Style } from '../output/style.ts';
import { coverageLine, isComplete, nextReads } from './coverage.ts';
import { type FileDiff, fileDiff, renderFileDiff } from './file-diff.ts';
import { foldText } from './fold.ts';
import type { ChangedObject, Intake, LeftLeaf } from './intake.ts';
import { renderLines } from './lines.ts';
import { counted, quoted } from './words.ts';

export interface PullView {
  readonly style: Style;
  readonly width: number;
  readonly nowMs: number;
  /** The command was asked to write. */
  readonly write: boolean;
  readonly isWritten: boolean;
}

/** What is shown of an intake: it is still to be cleaned, line by line. */
export interface ShownIntake extends Omit<Intake, 'edits'> {
  readonly files: readonly ({ readonly path: string } & FileDiff)[];
}

export function shownIntake({ edits, ...intake }: Intake): ShownIntake {
  return { ...intake, files: edits.map(({ path, before, after }) => ({ path, ...fileDiff(before, after) })) };
}

export function renderPull(intake: ShownIntake, coverage: Coverage, view: PullView): string {
  const parts = [
    ...intake.objects.map((object) => renderObject(object, view)),
    renderFiles(intake, view),
    renderLeft(intake.left, view),
    renderUndecided(intake, view),
    renderGone(intake, view),
    `${renderSummary(intake, coverage, view)}\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function renderObject({ address, name, what, lines }: ChangedObject, { style, width }: PullView): string {
  const head = `${style.yellow('~')} ${style.bold(address)} ${quoted(name)} was ${what === 'gone' ? 'deleted' : 'changed'} in Postman\n`;
  return head + renderLines(lines, 4, style, width);
}

function renderFiles({ files, refused }: ShownIntake, { style, width, isWritten }: PullView): string {
  const changed = files.map((file) => {
    const counts = `${style.green(`+${file.added}`)} ${style.red(`−${file.removed}`)}`;
    return `${style.bold(file.path)}  ${counts}${isWritten ? '  written' : ''}\n${renderFileDiff(file, style)}`;
  });
  const stay = refused.map(
    ({ path, reason }) => `${style.red('!')} ${foldText(`${path} stays as it is: ${reason}.`, width, 2)}\n`,
  );
  return [...changed, ...stay].join('\n');
}

function renderLeft(left: readonly LeftLeaf[], { style, width }: PullView): string {
  return left
    .map((leaf) => `${style.yellow('!')} ${foldText(`${leaf.address} ${leaf.pointer}: ${leftText(leaf)}`, width, 2)}\n`)
    .join('');
}

function leftText({ why, file, at }: LeftLeaf): string {
  const place = at === undefined || at === '' ? file : `${file} at ${at}`;
  if (why === 'use')
    return `its value comes from a variable in ${place}, and is not replaced by a literal. Change the variable, or write the new value yourself.`;
  if (why === 'ref')
    return `it refers to another resource in ${place}, and Postman names an object without an address. Import that object, or change the ref yourself.`;
  if (why === 'secret')
    return `it holds a secret in ${place}, which is not written in clear. Set the secret to the new value, or list a new one under \`secrets:\`.`;
  return `no file can say this. Undo it in Postman, or accept it: list it in lifecycle.ignore of the resource.`;
}

function renderUndecided({ undecided }: ShownIntake, { style, width }: PullView): string {
  if (undecided.length === 0) return '';
  const list = undecided.map(({ address, pointer }) => `  ${address} ${pointer}\n`).join('');
  const text =
    'Changed in the files and in Postman to different values. To keep what the files say: --ours. To take what Postman has: --theirs.';
  return `${style.red(foldText(text, width, 0))}\n${list}`;
}

function renderGone({ gone }: ShownIntake, { style, width }: PullView): string {
  if (gone.length === 0) return '';
  const text = `Deleted in Postman, and still in the files: ${gone.join(', ')}. An apply creates them again; to take them out of the files: --gone.`;
  return `${style.yellow(foldText(text, width, 2))}\n`;
}

function renderSummary(intake: ShownIntake, coverage: Coverage, view: PullView): string {
  const { style, write, isWritten, nowMs } = view;
  const { files: changed, objects, undecided } = intake;
  const read = coverageLine(coverage, nowMs);
  const next = isComplete(coverage) ? '' : nextReads(coverage);
  const files = counted(changed.length, 'file');
  if (isWritten) return `${style.green('Pulled:')} ${files} written · ${read}. Read them, then run: postform plan`;
  if (write && undecided.length > 0)
    return `${style.red('Nothing was written:')} ${counted(undecided.length, 'conflict')} to decide.`;
  if (changed.length > 0) return `${style.yellow('To write')} ${files}: postform pull --write · ${read}.${next}`;
  if (objects.length > 0)
    return `${style.yellow('Nothing to write:')} ${counted(objects.length, 'object')} changed in Postman · ${read}.${next}`;
  return `${style.green('Nothing to pull:')} ${read}.${next}`;
}
