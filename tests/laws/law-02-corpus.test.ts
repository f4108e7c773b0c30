// Law 2 for every file of the corpus: after a clean apply the next plan is empty, and the server holds what was sent.
// What it holds is fetched and compared by other code than the planner's.
import { law2 } from '../harness/meaning/law.ts';

law2('a server as documented', {}, 1);
