// The tabs that a first visitor sees: the first of the example queries, as the tests
// run them.
import accusations from '../../../testdata/queries/01-who-accused-whom.graphql?raw';
import exchanges from '../../../testdata/queries/02-exchanges.graphql?raw';
import matrix from '../../../testdata/queries/03-who-to-whom.graphql?raw';
import article from '../../../testdata/queries/04-article.graphql?raw';

export const tabs = [accusations, exchanges, matrix, article].map((query) => ({ query }));
