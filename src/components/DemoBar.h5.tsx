import { become, type DemoPerson, openid, people } from '@app/services/identity.h5';
import { useState } from 'react';
import { Pressable } from './Pressable';
import { Sheet } from './Sheet';
import './DemoBar.scss';

/** Lets whoever tries the demonstration be a resident in one tab and a helper in the next. Never in WeChat. */
export function DemoBar() {
  const [known, setKnown] = useState<DemoPerson[] | null>(null);
  const me = openid();
  return (
    <>
      <Pressable
        className="demo-bar"
        label={`演示身份：${me}，点按更换`}
        onPress={() => void people().then(setKnown)}
      >
        演示
      </Pressable>
      <Sheet open={known !== null} title="演示：我是谁" onClose={() => setKnown(null)}>
        {(known ?? []).map(person => (
          <Pressable
            key={person.openid}
            className={`demo-bar__person ${person.openid === me ? 'demo-bar__person--on' : ''}`}
            onPress={() => become(person.openid)}
          >
            <span>{person.title}</span>
            <span className="demo-bar__id">{person.openid}</span>
          </Pressable>
        ))}
      </Sheet>
    </>
  );
}
