import Taro from '@tarojs/taro';
import { Pressable } from './Pressable';
import type { Tab } from './TabBar';
import './TabBar.scss';

const tabs: [Tab, string][] = [
  ['calendar', '日历'],
  ['find', '扫码'],
  ['mine', '我的'],
];

/** The bar between the three first pages. */
export function TabBar({ tab }: { tab: Tab }) {
  return (
    <nav className="tab-bar" aria-label="主要页面">
      {tabs.map(([name, text]) => (
        <Pressable
          key={name}
          role="link"
          selected={name === tab}
          className={`tab-bar__tab ${name === tab ? 'tab-bar__tab--on' : ''}`}
          onPress={() => void Taro.switchTab({ url: `/pages/${name}/index` })}
        >
          {text}
        </Pressable>
      ))}
    </nav>
  );
}
