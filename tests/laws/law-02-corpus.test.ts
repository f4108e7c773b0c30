// Law 2: after a clean apply the next plan is empty and without residues, for every file of the corpus, and what the
// server holds equals what was sent, fetched and compared by other code than the planner's.
import { law2 } from '../harness/meaning/law.ts';

law2('a server as documented', {}, 1);
