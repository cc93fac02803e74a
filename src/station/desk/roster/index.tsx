import { Allowed } from '@app/components/Allowed';
import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { Loaded } from '@app/components/Loaded';
import { More } from '@app/components/More';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { whenText } from '@app/components/when';
import { useNow } from '@app/hooks/useNow';
import { usePages } from '@app/hooks/usePages';
import { useQuery } from '@app/hooks/useQuery';
import { type ActivityRef, refOf } from '@app/services/links';
import { may } from '@app/services/may';
import { open } from '@app/services/open';
import { deskPage } from '@app/services/station-links';
import type { StaffLine } from '@core/desk/contract';
import { minute } from '@core/kernel/dates';
import type { HeldGrant } from '@core/kernel/roles';
import type { ActivityView } from '@core/programme/contract';
import type { RegistrationStatus } from '@core/registration/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { ExportSheet } from './ExportSheet';
import '@app/components/staff.scss';
import './index.scss';
import { PersonSheet } from './PersonSheet';
import { RosterRow } from './RosterRow';
import { inPlace, mayBe, searchOf, tabs, tabText } from './standing';
import { useAccepting } from './useAccepting';

/** How long typing must rest before the server is asked, in ms. */
const RESTS = 300;

const title = '报名名单';

/** Who registered for an activity, by status, with what staff decide about each. */
export default function RosterPage() {
  const asked = refOf(useRouter().params);
  const view = useQuery('activity.view', asked ?? { activityId: '' }, {
    enabled: asked !== null,
    keep: true,
  });
  const found = view.data;
  if (!asked || !found) {
    return (
      <Page title={title} className="staff">
        {asked ? (
          <Loaded query={view}>{() => null}</Loaded>
        ) : (
          <Notice kind="error" title="没有说是哪个活动" text="请从“我的站点”里点活动的“名单”。" />
        )}
      </Page>
    );
  }
  return (
    <Allowed title={title} permission="roster.read" stationId={found.stationId}>
      {grants => (
        <Page title={title} className="staff">
          <OfActivity view={found} asked={asked} grants={grants} />
        </Page>
      )}
    </Allowed>
  );
}

type Staff = { view: ActivityView; grants: readonly HeldGrant[] };

function OfActivity({ view, asked, grants }: Staff & { asked: ActivityRef }) {
  const each = view.enrolment === 'session';
  const [chosen, setChosen] = useState(asked.sessionId ?? view.sessions[0]?.sessionId);
  const session =
    view.sessions.find(one => one.sessionId === (each ? chosen : undefined)) ?? view.sessions[0];
  const activity = { activityId: view.activityId, ...(each && chosen ? { sessionId: chosen } : {}) };
  return (
    <View>
      <View className="roster__title">{view.title}</View>
      {each && view.sessions.length > 1 ? (
        <View className="roster__sessions">
          <Choice
            compact
            label="场次"
            options={view.sessions.map(one => ({ value: one.sessionId, label: whenText(one) }))}
            value={chosen ? [chosen] : []}
            onChange={([next]) => setChosen(next)}
          />
        </View>
      ) : session ? (
        <View className="roster__when">{`${whenText(session)} · ${session.place.text}`}</View>
      ) : null}
      <List key={activity.sessionId} view={view} grants={grants} activity={activity} />
    </View>
  );
}

function List({ view, grants, activity }: Staff & { activity: ActivityRef }) {
  const now = useNow(minute);
  const decides = may(grants, 'registration.decide', { stationId: view.stationId }, now);
  const [status, setStatus] = useState<RegistrationStatus>(view.approval ? 'applied' : 'seated');
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  const [exporting, setExporting] = useState(false);
  const [opened, setOpened] = useState<StaffLine | undefined>();
  const asked = { ...activity, status, ...(search ? { search } : {}) };
  const list = usePages('roster.list', asked, { hold: true });
  const { query } = list;
  // Held lines of another tab are not this tab's.
  const known = list.pages.flatMap(page => page.lines).filter(line => line.status === status);
  const accepting = useAccepting(activity, () => void query.refresh());
  const [places, setPlaces] = useState<StaffLine[]>([]);
  const isAccepted = (line: StaffLine) => accepting.standing[line.registrationId]?.state === 'done';
  const lines = inPlace(places, known, isAccepted).filter(line => mayBe(line, text));
  const accept = (line: StaffLine) => {
    setPlaces(lines);
    accepting.accept(line.registrationId);
  };
  const show = (next: RegistrationStatus) => {
    setPlaces([]);
    setStatus(next);
  };
  useEffect(() => {
    const next = searchOf(text);
    // Nothing new is asked for, so what staff have just decided stays in its place.
    if (next === search) return undefined;
    const timer = setTimeout(() => {
      setSearch(next);
      setPlaces([]);
    }, RESTS);
    return () => clearTimeout(timer);
  }, [text, search]);

  const shownTabs = tabs.filter(
    one => view.approval || (one !== 'applied' && one !== 'declined') || one === status,
  );
  return (
    <View>
      <View className="roster__tools">
        <Button onPress={() => open(deskPage(activity))}>代登记一位</Button>
        <Button onPress={() => setExporting(true)}>导出名单</Button>
      </View>
      <View className="roster__tabs">
        <Choice
          compact
          label="报名状态"
          options={shownTabs.map(value => ({ value, label: tabText(value, query.data?.counts) }))}
          value={[status]}
          onChange={([next]) => show(next as RegistrationStatus)}
        />
      </View>
      <Field
        label="找人"
        required
        value={text}
        onChange={setText}
        placeholder="姓、手机尾号，或入场码"
        maxLength={20}
      />
      <Loaded query={query}>
        {() =>
          lines.length > 0 ? (
            <View>
              {lines.map(line => (
                <RosterRow
                  key={line.registrationId}
                  line={line}
                  accepting={accepting.standing[line.registrationId]}
                  onOpen={() => setOpened(line)}
                  {...(decides && line.status === 'applied' ? { onAccept: () => accept(line) } : {})}
                />
              ))}
            </View>
          ) : query.loading ? (
            <Notice kind="loading" title="正在打开…" />
          ) : (
            <Notice
              kind="empty"
              title={text ? '没有找到' : empty[status].title}
              text={text ? '请核对姓和尾号，或换一个状态找。' : empty[status].text}
            />
          )
        }
      </Loaded>
      <More {...list} />
      {exporting ? (
        <ExportSheet
          activity={activity}
          mayFull={may(grants, 'people.export', { stationId: view.stationId }, now)}
          onClose={() => setExporting(false)}
        />
      ) : null}
      {opened ? (
        <PersonSheet
          key={opened.registrationId}
          view={view}
          activity={activity}
          line={opened}
          decides={decides}
          onClose={() => setOpened(undefined)}
          onDecided={() => {
            setOpened(undefined);
            void query.refresh();
          }}
        />
      ) : null}
    </View>
  );
}

const empty: Record<RegistrationStatus, { title: string; text?: string }> = {
  applied: { title: '没有等您确认的', text: '有人交了报名，会出现在这里。' },
  waiting: { title: '没有人在候补' },
  seated: { title: '还没有人报上', text: '没有手机的，可以在上面替他登记。' },
  withdrawn: { title: '没有人退出' },
  declined: { title: '没有未通过的' },
};
