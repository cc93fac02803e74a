import { View } from '@tarojs/components';
import { aria } from './aria';
import { Button } from './Button';
import './Notice.scss';

/**
 * What to say instead of content, or above it: loading, nothing here, something failed, the network is out, it is done, or
 * a plain remark. Always a sentence, and where it helps one thing to do.
 */
export function Notice(props: {
  kind: 'loading' | 'empty' | 'error' | 'offline' | 'info' | 'warning' | 'done';
  title: string;
  text?: string;
  action?: { text: string; onPress: () => void } | undefined;
}) {
  const { kind, title, text, action } = props;
  const urgent = kind === 'error' || kind === 'warning';
  return (
    <View
      className={`notice notice--${kind}`}
      {...aria({ role: urgent ? 'alert' : 'status', live: urgent ? 'assertive' : 'polite' })}
    >
      <View className="notice__title">{title}</View>
      {text ? <View className="notice__text">{text}</View> : null}
      {action ? (
        <View className="notice__action">
          <Button look="plain" size="small" onPress={action.onPress}>
            {action.text}
          </Button>
        </View>
      ) : null}
    </View>
  );
}
