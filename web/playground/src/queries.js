// The tabs that a first visitor sees: the questions of docs/queries, as the tests run them.
import q01 from '../../../docs/queries/01-who-accused-whom.graphql?raw';
import q02 from '../../../docs/queries/02-accusations-between-two.graphql?raw';
import q03 from '../../../docs/queries/03-matrix.graphql?raw';
import q04 from '../../../docs/queries/04-search.graphql?raw';
import q05 from '../../../docs/queries/05-claim-and-answers.graphql?raw';
import q06 from '../../../docs/queries/06-replies.graphql?raw';
import q07 from '../../../docs/queries/07-unnamed-and-nested.graphql?raw';
import q08 from '../../../docs/queries/08-neighbours.graphql?raw';
import q09 from '../../../docs/queries/09-paths.graphql?raw';
import q10 from '../../../docs/queries/10-timeline.graphql?raw';
import q11 from '../../../docs/queries/11-article.graphql?raw';
import q12 from '../../../docs/queries/12-events.graphql?raw';
import q13 from '../../../docs/queries/13-single-origin.graphql?raw';
import q14 from '../../../docs/queries/14-stance.graphql?raw';
import q15 from '../../../docs/queries/15-all-of-a-period.graphql?raw';
import q16 from '../../../docs/queries/16-grid.graphql?raw';
import q17 from '../../../docs/queries/17-rankings.graphql?raw';
import q18 from '../../../docs/queries/18-who-stands-around.graphql?raw';
import q19 from '../../../docs/queries/19-one-sided.graphql?raw';

export const tabs = [
  q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15, q16, q17, q18, q19,
].map((query) => ({ query }));
