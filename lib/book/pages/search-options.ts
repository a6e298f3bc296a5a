/** What is searched in a section and what is told of it: the book's index and its page must agree. */
export const searchOptions = {
  fields: ['heading', 'text'],
  storeFields: ['href', 'notebook', 'heading'],
  searchOptions: { boost: { heading: 3 }, prefix: true, fuzzy: 0.1, combineWith: 'AND' as const },
};

/** The script that holds the index, beside the book's pages. */
export const SEARCH_FILE = 'search-index.js';
