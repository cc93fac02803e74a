/** The kinds of news as the capabilities declare them. */
import { type MessageKind, news } from '@core/contract';
import type { NewsKind } from '@core/messages/news';

/** What is declared of a kind. */
export const kindOf = (kind: MessageKind): NewsKind => news[kind];

/** News of the activity itself. */
export const activityNews = (Object.keys(news) as MessageKind[]).filter(kind => kindOf(kind).ofActivity);
