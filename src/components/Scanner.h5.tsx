import { chooseFile } from '@app/services/file';
import { useEffect, useRef, useState } from 'react';
import { Button } from './Button';
import { Notice } from './Notice';
import type { ScannerProps } from './Scanner';
import './Scanner.scss';

/** A code held before the camera is read many times a second; it counts once, until this long after. */
const SAME_AGAIN_MS = 3000;

/** The browser's camera, or a chosen picture where there is no camera. */
export function Scanner({ onRead, continuous = false }: ScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [open, setOpen] = useState(continuous);
  const [problem, setProblem] = useState('');
  const heard = useRef(onRead);
  heard.current = onRead;

  useEffect(() => {
    if (!open) return undefined;
    let stopped = false;
    let stream: MediaStream | undefined;
    let last = { text: '', at: 0 };
    const run = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const view = video.current;
      if (stopped || !view) return;
      view.srcObject = stream;
      await view.play();
      while (!stopped) {
        const text = view.videoWidth ? await decode(view, view.videoWidth, view.videoHeight) : null;
        if (text && !stopped && (text !== last.text || Date.now() - last.at > SAME_AGAIN_MS)) {
          last = { text, at: Date.now() };
          heard.current(text);
          if (!continuous) return setOpen(false);
        }
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    };
    run().catch(() => {
      setProblem('这里没有可用的相机。可以选一张有码的图片，或者输入号码。');
      setOpen(false);
    });
    return () => {
      stopped = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [open, continuous]);

  const fromPicture = async () => {
    const file = await chooseFile(['png', 'jpg', 'jpeg', 'webp', 'gif']);
    if (!file) return;
    setProblem('');
    const picture = new Image();
    picture.src = file.path;
    const text = await picture.decode().then(
      () => decode(picture, picture.naturalWidth, picture.naturalHeight),
      () => null,
    );
    if (text) onRead(text);
    else setProblem('这张图片里没有读到码。换一张清楚的，或者输入号码。');
  };

  return (
    <div className="scanner">
      {open ? <video ref={video} className="scanner__view" muted playsInline aria-label="相机画面" /> : null}
      {problem ? <Notice kind="warning" title={problem} /> : null}
      <div className="scanner__buttons">
        {open ? null : (
          <Button look="primary" onPress={() => setOpen(true)}>
            打开相机扫码
          </Button>
        )}
        <Button onPress={() => void fromPicture()}>选一张图片</Button>
      </div>
    </div>
  );
}

/** The text of the QR code in a picture, or null. The reader is large, so it comes only when asked for. */
async function decode(source: CanvasImageSource, width: number, height: number): Promise<string | null> {
  const { default: jsqr } = await import('jsqr');
  const shrink = Math.min(1, 1000 / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * shrink);
  canvas.height = Math.round(height * shrink);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return jsqr(data, canvas.width, canvas.height)?.data ?? null;
}
