import { askToTell, prepareToAsk } from '@app/services/subscribe';
import type { TemplateKind } from '@core/messages/news';
import { useCallback, useEffect, useState } from 'react';

/** WeChat's question whether it may bring messages: which kinds can be asked about, and the asking, to be called in a tap. */
export function useAsking() {
  const [kinds, setKinds] = useState<TemplateKind[]>([]);
  useEffect(() => {
    let here = true;
    void prepareToAsk().then(found => here && setKinds(found));
    return () => {
      here = false;
    };
  }, []);
  const ask = useCallback((wanted: TemplateKind[]) => askToTell(wanted), []);
  return { kinds, ask };
}
