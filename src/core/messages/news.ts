/** A kind of news: what a capability declares of something people are to be told. */

/** The subscribe-message templates there are: a registration's outcome, a change of the activity, its eve. */
export type TemplateKind = 'seated' | 'change' | 'reminder';

/** What a message can say. `where` is time and place in one; `why` is the reason as a sentence, or empty. */
type NewsWords = { where: string; why: string };

export type NewsKind = {
  template: TemplateKind;
  /** Its heading where it is read. */
  title: string;
  /** The same in at most five characters, for WeChat's field of that length. */
  phrase: string;
  /** Somebody who did not get it would act on what is no longer so: then staff phone. */
  mustKnow: boolean;
  /** Whoever was registered at the desk asked for it by telephone, so that staff need not call them. */
  deskKnows?: true;
  /** What the party must still be for it to be true when it goes out. */
  while: 'seated' | 'waiting' | 'live' | 'always';
  /** What it says after the activity's title, sentence by sentence; empty ones vanish. */
  text: (words: NewsWords) => string[];
  /** It is news of the activity itself: the newest says all there is to know, so it takes the place of an older one that has not gone out. */
  ofActivity?: true;
  /** The page it leads to, where that is neither the ticket nor the activity. */
  leadsTo?: 'noShows';
};

export type NewsKinds = Record<string, NewsKind>;
