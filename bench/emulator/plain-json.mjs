// JSON.parse + JSON.stringify + writeFile of the bytes it is sent, timed, as a child. Arguments: the folder.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tellParent } from './child.mjs';

const [folder] = process.argv.slice(2);

tellParent(
  {},
  {
    parseAndWrite: (latin1) => {
      const bytes = Buffer.from(latin1, 'latin1');
      const started = performance.now();
      const text = JSON.stringify(JSON.parse(bytes.toString()));
      writeFileSync(join(folder, 'plain.json'), text);
      return performance.now() - started;
    },
  },
);
