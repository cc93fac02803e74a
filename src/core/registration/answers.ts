/** How much an activity may ask, and somebody may answer. */

/** As many questions as an activity may ask, and choices as one of them may offer. */
export const mostQuestions = 20;
export const mostChoices = 20;
/** Characters of an answer in the resident's own words. */
export const longestAnswer = 500;
