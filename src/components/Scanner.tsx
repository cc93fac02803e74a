import { Camera, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Button } from './Button';
import { Notice } from './Notice';
import './Scanner.scss';

export type ScannerProps = {
  /** The text of a code; a mini-program code gives its page and scene. */
  onRead: (text: string) => void;
  /** Keeps the camera open and reads one code after another, for the door. */
  continuous?: boolean;
};

/** The one way a camera reads codes. What a code means is `readCode` in services/scan. */
export function Scanner({ onRead, continuous = false }: ScannerProps) {
  const [failed, setFailed] = useState(false);
  const scan = async () => {
    try {
      const { path, result } = await Taro.scanCode({ scanType: ['qrCode', 'wxCode' as 'qrCode'] });
      onRead(path || result);
    } catch {
      // Closing WeChat's scanner rejects too, and is no failure.
      return;
    }
  };
  if (!continuous || failed) {
    return (
      <View className="scanner">
        {failed ? <Notice kind="warning" title="相机打不开" text="请点“扫一扫”，或者输入号码。" /> : null}
        <Button look="primary" onPress={() => void scan()}>
          扫一扫
        </Button>
      </View>
    );
  }
  return (
    <View className="scanner">
      <Camera
        className="scanner__view"
        mode="scanCode"
        onScanCode={event => onRead(String((event.detail as { result?: string }).result ?? ''))}
        onError={() => setFailed(true)}
      />
    </View>
  );
}
