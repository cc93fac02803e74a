import { send } from '@app/services/transport';
import { type Action, type Held, type Input, type Output, permissions, type Reply } from '@core/contract';
import { type Grant, held } from '@core/kernel/roles';
import type { ActivityView } from '@core/programme/contract';
import { AppError } from '@core/refusal';
import { messageFor } from '@core/sentences';

type Answers = { [A in Action]?: (input: Input<A>) => Output<A> | 'lost' };

/** Every call that reached the transport, in order. */
export const asked: { action: string; input: Record<string, unknown> }[] = [];

/**
 * Answers for the cloud behind a mocked transport (the test file mocks `src/services/transport`). An answer of 'lost'
 * is a reply that never came; one that throws an AppError is a refusal.
 */
export function serve(answers: Answers): void {
  asked.length = 0;
  jest.mocked(send).mockImplementation(async (action, input): Promise<Reply<unknown>> => {
    asked.push({ action, input: input as Record<string, unknown> });
    const answer = answers[action as Action] as ((input: unknown) => unknown) | undefined;
    if (!answer) throw new Error(`nobody answers ${action}`);
    try {
      const data = answer(input);
      if (data === 'lost') throw new TypeError('fetch failed');
      return { ok: true, data };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, details } = error;
      return { ok: false, code, message: messageFor(code, details), details };
    }
  });
}

/** A grant as `me.view` answers it, with what it carries. */
export const heldGrant = (grant: Grant): Held => held(permissions, grant);

/** An activity as the server shows it: registration open, seats left, one session far ahead. */
export function makeView(overrides: Partial<ActivityView> = {}): ActivityView {
  const startsAt = '2099-06-09T09:00:00+08:00';
  const endsAt = '2099-06-09T11:30:00+08:00';
  const seats = { capacity: 20, left: 8, kept: 0, waiting: 0 };
  return {
    activityId: 'a1',
    code: '123456',
    title: '端午诗会',
    kind: 'festival',
    mode: 'registration',
    unit: 'person',
    perGroup: 1,
    state: 'published',
    stationId: 's1',
    stationName: '区文化馆',
    coHosts: [],
    startsAt,
    endsAt,
    enrolment: 'activity',
    opensAt: null,
    closesAt: startsAt,
    partyMax: 5,
    waitingMax: null,
    phoneRequired: false,
    approval: false,
    selfCheckIn: 'off',
    pools: [],
    questions: [],
    ...seats,
    sessions: [
      {
        sessionId: 's1',
        startsAt,
        endsAt,
        allDay: false,
        endAssumed: false,
        place: { kind: 'venue', text: '多功能厅' },
        ...seats,
        checkInOpensAt: startsAt,
        checkInClosesAt: endsAt,
      },
    ],
    ...overrides,
  };
}
