// Tells what a change of the store means to the activity feed, and shows its lines.
import type { JsonObject } from '../../json/json.ts';
import { uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { isPartner, personOf } from '../../world/team.ts';
import { nameOf } from '../collection/read.ts';

/** The kinds a feed tells of (OpenAPI 1.45.0, getWorkspaceActivityFeed, `elementType`). */
export const feedKinds = ['collection', 'workspace', 'environment', 'mock', 'monitor'];

/** One line of a feed before it has its number. */
export interface Activity {
  readonly workspace: string;
  readonly user: number;
  readonly action: 'create' | 'update' | 'destroy';
  readonly trigger: string;
  readonly elementType: string;
  readonly elementId: string;
  readonly elementName: string;
}

type Act = Pick<Activity, 'action' | 'trigger'>;

/** The lines a write leaves: an element was added, renamed or moved, a workspace renamed or shown to others. */
export function activitiesOf(kind: string, object: Stored, before: Stored | undefined, mover: number): Activity[] {
  if (kind === 'workspace') return before === undefined ? [] : ofWorkspace(object, before);
  const line = (at: Stored, user: number, act: Act): Activity => ({ ...lineOf(kind, at, user), ...act });
  if (before === undefined) return [line(object, object.updatedBy, created)];
  if (before.workspace !== object.workspace) return [line(before, mover, destroyed), line(object, mover, created)];
  const isRenamed = titleOf(kind, before) !== titleOf(kind, object);
  return isRenamed ? [line(object, object.updatedBy, updated)] : [];
}

/** The line a removal leaves. */
export function activityOfRemoval(kind: string, object: Stored, user: number): Activity {
  return { ...lineOf(kind, object, user), ...destroyed };
}

function ofWorkspace(object: Stored, before: Stored): Activity[] {
  const acts: Act[] = [];
  if (before.data['name'] !== object.data['name']) acts.push(updated);
  if (before.data['visibility'] !== object.data['visibility']) acts.push(updateOf('update_visibility'));
  return acts.map((act) => ({ ...lineOf('workspace', object, object.updatedBy), ...act }));
}

/** A line about the workspace itself, such as `add_user_role`. */
export function workspaceActivity(object: Stored, user: number, trigger: string): Activity {
  return { ...lineOf('workspace', object, user), ...updateOf(trigger) };
}

const created: Act = { action: 'create', trigger: 'create' };
const updated: Act = { action: 'update', trigger: 'update' };
const destroyed: Act = { action: 'destroy', trigger: 'destroy' };

function updateOf(trigger: string): Act {
  return { action: 'update', trigger };
}

function lineOf(kind: string, object: Stored, user: number): Omit<Activity, keyof Act> {
  const elementId = kind === 'workspace' ? object.id : uidOf(object);
  return { workspace: object.workspace, user, elementType: kind, elementId, elementName: titleOf(kind, object) };
}

function titleOf(kind: string, object: Stored): string {
  return String((kind === 'collection' ? nameOf(object) : object.data['name']) ?? '');
}

/** A line as the feed shows it: no milliseconds, and `elementId` that is an uid for all but workspaces. */
export function activityShown({ id, workspace, createdAtMs, updatedBy, data }: Stored): JsonObject {
  const at = `${new Date(createdAtMs).toISOString().slice(0, 19)}Z`;
  const { username = '', fullName = '' } = personOf(updatedBy)?.user ?? {};
  return {
    workspaceId: workspace,
    createdAt: at,
    updatedAt: at,
    id: Number(data['n'] ?? id),
    user: { id: updatedBy, username, isPartner: isPartner(updatedBy), name: fullName },
    action: data['action'],
    elementType: data['elementType'],
    trigger: data['trigger'],
    elementId: data['elementId'],
    elementName: data['elementName'],
  };
}
