// Room: a monitor's spec → what one would write in a desired file. Spec and written form differ only in the two refs.
import type { Kind } from '@postform/engine';
import { writtenRef } from '../kind-tools/refs.ts';
import { present } from '../kind-tools/reply.ts';
import { rules } from './rules.ts';

/** What is unset at Postman is left out, and so not managed. */
export const write: Kind['write'] = (spec, { refName }) => {
  const { name, collection, environment, ...more } = rules.reduce((tree, rule) => rule.apply(tree), spec);
  return {
    written: present({
      name,
      collection: writtenRef(refName, 'collection', collection),
      environment: writtenRef(refName, 'environment', environment),
      ...more,
    }),
    files: {},
  };
};
