import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { View } from '@tarojs/components';
import { type DraftForm, nextSession, type SessionForm } from './draft-form';
import type { Problems } from './draft-writing';
import './SessionsForm.scss';
import { SwitchRow } from '@app/components/SwitchRow';
import { TimeField } from '@app/components/TimeField';

/** When it is: one session or several, whole days, and what a registration is for. */
export function SessionsForm(props: {
  form: DraftForm;
  problems: Problems;
  /** Published: people hold tickets for its sessions, so none can be taken away here. */
  fixed: boolean;
  onChange: (change: Partial<DraftForm>) => void;
}) {
  const { form, problems, fixed, onChange } = props;
  const { sessions } = form;
  const put = (index: number, change: Partial<SessionForm>) =>
    onChange({ sessions: sessions.map((one, other) => (other === index ? { ...one, ...change } : one)) });
  const setDate = (index: number, date: string) => {
    const { date: before, endDate } = sessions[index]!;
    put(index, { date, endDate: endDate === before || endDate < date ? date : endDate });
  };

  return (
    <View>
      {sessions.map((session, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a session has no other name while it is being written
        <View key={index} className="sessions-form__one">
          {sessions.length > 1 ? (
            <View className="sessions-form__head">
              <View>{`第 ${index + 1} 场${session.place ? ` · ${session.place.text}` : ''}`}</View>
              {fixed ? null : (
                <Button
                  look="quiet"
                  size="small"
                  label={`删去第 ${index + 1} 场`}
                  onPress={() => onChange({ sessions: sessions.filter((_, other) => other !== index) })}
                >
                  删去
                </Button>
              )}
            </View>
          ) : null}
          <View className="sessions-form__line">
            <TimeField
              label="日期"
              kind="date"
              value={session.date}
              onChange={date => setDate(index, date)}
              error={
                session.date === '' || session.allDay ? problems[`sessions.${index}.startsAt`] : undefined
              }
            />
            {session.allDay || session.endDate !== session.date ? (
              <TimeField
                label="到哪天"
                kind="date"
                value={session.endDate}
                onChange={endDate => put(index, { endDate })}
                error={session.allDay ? problems[`sessions.${index}.endsAt`] : undefined}
              />
            ) : null}
          </View>
          {session.allDay ? null : (
            <View className="sessions-form__line">
              <TimeField
                label="开始"
                kind="time"
                value={session.start}
                onChange={start => put(index, { start })}
                error={session.date === '' ? undefined : problems[`sessions.${index}.startsAt`]}
              />
              <TimeField
                label="结束"
                kind="time"
                value={session.end}
                emptyText="按两小时算"
                onChange={end => put(index, { end })}
                error={problems[`sessions.${index}.endsAt`]}
              />
            </View>
          )}
          <SwitchRow
            label="全天，或连着好几天"
            on={session.allDay}
            onChange={allDay => put(index, { allDay, endDate: allDay ? session.endDate : session.date })}
          />
        </View>
      ))}
      <Button
        onPress={() => onChange({ sessions: [...sessions, nextSession(sessions[sessions.length - 1]!)] })}
      >
        再加一场（下一周同一时间）
      </Button>
      {sessions.length > 1 && !fixed ? (
        <View className="sessions-form__scope">
          <Choice
            label="报名一次，算"
            options={[
              { value: 'activity', label: '全部场次' },
              { value: 'session', label: '只这一场' },
            ]}
            value={[form.enrolment]}
            onChange={([next]) => onChange({ enrolment: next === 'session' ? 'session' : 'activity' })}
          />
        </View>
      ) : null}
    </View>
  );
}
