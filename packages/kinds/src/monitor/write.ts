// Room: a monitor's spec → what one would write in a desired file. Spec and written form differ only in the two refs.
import type { Json, Kind } from '@postform/engine';
import { present } from '../reply.ts';
import { rules } from './rules.ts';

/** What is unset at Postman is left out, and so not managed. */
export const write: Kind['write'] = (spec, { refName }) => {
  const { name, collection, environment, ...more } = rules.reduce((tree, rule) => rule.apply(tree), spec);
  const ref = (kind: string, uid: Json | undefined): Json | undefined =>
    typeof uid === 'string' ? (refName(kind, uid) ?? { uid }) : uid;
  return {
    written: present({
      name,
      collection: ref('collection', collection),
      environment: ref('environment', environment),
      ...more,
    }),
    files: {},
  };
};
