import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { LongField } from '@app/components/LongField';
import { Notice } from '@app/components/Notice';
import { Sheet } from '@app/components/Sheet';
import { momentText } from '@app/components/when';
import { type Intent, useAction } from '@app/hooks/useAction';
import { useQuery } from '@app/hooks/useQuery';
import type { ActivityRef } from '@app/services/links';
import type { Output } from '@core/contract';
import { wayWords } from '@core/door/door-words';
import { View } from '@tarojs/components';
import { useState } from 'react';

type Settle = Intent<'checkin.settle'>;
/** A claim to be taken back, and whose it is. */
type Asked = { claimId: string; registrationId?: string; words: string };

/** What gates without a network told doubly, for staff to settle; nothing where there is nothing. */
export function Disputes({ activity, onSettled }: { activity: ActivityRef; onSettled: () => void }) {
  const query = useQuery('checkin.disputes', activity);
  const settle = useAction('checkin.settle');
  const [left, setLeft] = useState<Output<'checkin.disputes'>>();
  const [asked, setAsked] = useState<Asked>();
  const found = left ?? query.data;
  const send = async (intent: Settle) => {
    const after = await settle.run(intent);
    if (!after) return;
    setAsked(undefined);
    setLeft(after);
    onSettled();
  };
  if (!found || found.parties.length + found.seatless.length === 0) return null;
  return (
    <View className="counts__block">
      <View className="counts__head" {...aria({ role: 'heading' })}>
        要核对的
      </View>
      <View className="counts__hint">门口没有网络时，两个门可能扫了同一个码。人数只算了一次，请看一眼。</View>
      {settle.error && !asked ? <Notice kind="error" title={settle.error.message} /> : null}
      {found.parties.map(({ registrationId, name, size, arrived, turn, claims }) => (
        <View key={registrationId} className="counts__dispute">
          <View>{`${name}一行 ${size} 人，算到了 ${arrived} 人`}</View>
          {claims.map(({ claimId, at, by, way, people }) => {
            const words = `${momentText(at)} ${by}${wayWords[way].staff}，进 ${people} 人`;
            return (
              <View key={claimId} className="counts__row">
                <View className="counts__words">{words}</View>
                <Button
                  look="quiet"
                  size="small"
                  label={`撤掉：${words}`}
                  onPress={() => setAsked({ claimId, registrationId, words })}
                >
                  撤掉
                </Button>
              </View>
            );
          })}
          <Button
            size="small"
            busy={settle.busy}
            label={`${name}：就按现在算`}
            onPress={() => void send({ ...activity, what: 'agree', registrationId, turn })}
          >
            就按现在算
          </Button>
        </View>
      ))}
      {found.seatless.map(({ claimId, at, by, people, name }) => {
        const words = `${momentText(at)} ${by}让${name ?? '已退出的一家'}进了 ${people} 人`;
        return (
          <View key={claimId} className="counts__dispute">
            <View>{words}</View>
            <View className="counts__hint">当时名额已经不是他们的，算作现场来的人。</View>
            <View className="counts__choices">
              <Button
                size="small"
                busy={settle.busy}
                label={`${words}：就按现在算`}
                onPress={() => void send({ ...activity, what: 'agreeSeatless', claimId })}
              >
                就按现在算
              </Button>
              <Button
                look="quiet"
                size="small"
                label={`撤掉：${words}`}
                onPress={() => setAsked({ claimId, words })}
              >
                撤掉
              </Button>
            </View>
          </View>
        );
      })}
      {asked ? (
        <TakeBack
          asked={asked}
          busy={settle.busy}
          problem={settle.error?.message}
          onClose={() => setAsked(undefined)}
          onDone={reason => {
            const { claimId, registrationId } = asked;
            void send({
              ...activity,
              what: 'takeBack',
              claimId,
              ...(registrationId ? { registrationId } : {}),
              reason,
            });
          }}
        />
      ) : null}
    </View>
  );
}

function TakeBack(props: {
  asked: Asked;
  busy: boolean;
  problem: string | undefined;
  onClose: () => void;
  onDone: (reason: string) => void;
}) {
  const { asked, busy, problem, onClose, onDone } = props;
  const [reason, setReason] = useState('');
  return (
    <Sheet open title="撤掉这一次签到？" onClose={onClose}>
      <View className="counts__was">{asked.words}</View>
      <LongField
        label="原因（会留下记录）"
        value={reason}
        onChange={setReason}
        maxLength={60}
        placeholder="例如：同一个码扫了两次"
        required
      />
      {problem ? <Notice kind="error" title={problem} /> : null}
      <View className="counts__buttons">
        <Button look="danger" busy={busy} disabled={reason.trim() === ''} onPress={() => onDone(reason)}>
          撤掉
        </Button>
        <Button look="quiet" onPress={onClose}>
          先不撤
        </Button>
      </View>
    </Sheet>
  );
}
