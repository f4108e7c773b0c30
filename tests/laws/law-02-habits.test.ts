// Law 2, on a server that writes what it was sent in ways that no document tells of: the project's own files, a third of the real ones.
import { law2 } from '../harness/meaning/law.ts';

law2('a server with habits that nobody documented', { reorderKeys: true, fillDefaults: true, dropEmpties: true }, 3, 3);
